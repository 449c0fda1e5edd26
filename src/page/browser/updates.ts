// Receives the updates: through a shared worker, so that forty open tabs hold one connection and not forty (a browser opens
// six at most), or directly where there are no shared workers.
import { loadParts, putPart, say } from './parts.ts';
import { openStream, type FromStream } from './stream.ts';

const root = document.documentElement;
const session = '/events';

type Follow = (path: string, take: (message: FromStream) => void) => void;

/** Listens to a stream of the workbook as long as this page is open. */
export const follow: Follow = 'SharedWorker' in window ? followByWorker() : openStream;

function followByWorker(): Follow {
  const takers = new Map<string, (message: FromStream) => void>();
  const url = new URL('worker.ts', import.meta.url);
  const { port } = new SharedWorker(url, { type: 'module', name: root.dataset['assets'] ?? '' });
  port.addEventListener('message', ({ data }: MessageEvent<FromStream>) => takers.get(data.path)?.(data));
  port.start();
  addEventListener('pagehide', () => port.postMessage({}, []));
  // A page that comes back from the browser's memory has missed what happened.
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  return (path, taker) => {
    takers.set(path, taker);
    port.postMessage({ follow: path }, []);
  };
}

/** Keeps the live parts of this page up to date from now on. */
export function followSession(): void {
  follow(session, take);
}

function take(message: FromStream): void {
  switch (message.type) {
    case 'hello':
      return welcome(message);
    case 'lost':
      document.querySelector<HTMLElement>('#lost')!.hidden = false;
      root.classList.add('lost');
      return;
    case 'update':
      for (const [key, html] of Object.entries(message.parts)) putPart(key, html);
      root.dataset['revision'] = String(message.revision);
      if (message.say) say(message.say);
  }
}

// A page of another start of the workbook loads itself anew; one that missed something takes it over.
function welcome({ assets, revision }: Extract<FromStream, { type: 'hello' }>): void {
  const banner = document.querySelector<HTMLElement>('#lost')!;
  const wasLost = !banner.hidden;
  banner.hidden = true;
  root.classList.remove('lost');
  if (assets !== root.dataset['assets']) location.reload();
  else if (wasLost || String(revision) !== root.dataset['revision']) void loadParts();
}
