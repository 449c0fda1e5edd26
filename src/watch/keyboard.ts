import { emitKeypressEvents, type Key } from 'node:readline';

/**
 * Calls `press` with the name of each key ('h', 'up', 'return', 'ctrl-c') until disposed, which gives the terminal back
 * as it was. Where input is no terminal, there are no keys.
 */
export function listenToKeys(stdin: NodeJS.ReadStream, press: (key: string) => void): Disposable {
  if (!stdin.isTTY) return { [Symbol.dispose]: () => {} };
  const listener = (text: string | undefined, key: Key) => press(nameOf(text, key));
  emitKeypressEvents(stdin);
  stdin.setRawMode(true);
  stdin.on('keypress', listener);
  stdin.resume();
  return {
    [Symbol.dispose]: () => {
      stdin.off('keypress', listener);
      stdin.setRawMode(false);
      stdin.pause();
    },
  };
}

const nameOf = (text: string | undefined, { name, ctrl }: Key): string => `${ctrl ? 'ctrl-' : ''}${name ?? text ?? ''}`;
