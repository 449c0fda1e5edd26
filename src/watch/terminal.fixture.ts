// A terminal that a test types into and reads the screen of, as a learner does.
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';
import { projectRoot } from '../project.ts';

type Wanted = string | RegExp;

export interface Terminal extends AsyncDisposable {
  readonly pid: number;
  /** What stands on the screen now, without empty lines at the end. */
  screen(): string;
  /**
   * Resolves with the screen once it holds the text, or all of the texts; fails with the screen after `within` ms. A screen
   * comes in pieces, so what is to stand there beside a text is waited for, too.
   */
  waitFor(text: Wanted | readonly Wanted[], within?: number): Promise<string>;
  type(keys: string): void;
  resize(columns: number, rows: number): void;
  signal(name: 'SIGTERM' | 'SIGINT' | 'SIGHUP'): void;
  /** Whether the cursor can be seen. */
  cursorVisible(): boolean;
  /** The exit code, once the program has ended. */
  readonly exited: Promise<number>;
}

export interface TerminalOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly columns?: number;
  readonly rows?: number;
}

const hide = '\u001b[?25l';
const show = '\u001b[?25h';

/** Runs a Node program on a terminal of its own. Dispose it to end what still runs. */
export function openTerminal(args: readonly string[], { env, columns = 80, rows = 30 }: TerminalOptions): Terminal {
  const program = spawn(process.execPath, [...args], {
    cols: columns,
    rows,
    cwd: projectRoot,
    env,
    name: 'xterm-256color',
  });
  const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const watchers = new Set<() => void>();
  let written = '';
  program.onData((text) => {
    written += text;
    emulator.write(text, () => watchers.forEach((look) => look()));
  });
  const exited = new Promise<number>((resolve) => program.onExit(({ exitCode }) => resolve(exitCode)));
  const screen = () => readScreen(emulator);
  return {
    pid: program.pid,
    screen,
    waitFor: (text, within = 30_000) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          watchers.delete(look);
          reject(new Error(`Waited ${within} ms for ${String(text)}. The screen:\n${screen()}`));
        }, within);
        const look = () => {
          const shown = screen();
          if (![text].flat().every((each) => isOn(shown, each))) return;
          clearTimeout(late);
          watchers.delete(look);
          resolve(shown);
        };
        watchers.add(look);
        look();
      }),
    type: (keys) => program.write(keys),
    resize: (toColumns, toRows) => {
      emulator.resize(toColumns, toRows);
      program.resize(toColumns, toRows);
    },
    signal: (name) => program.kill(name),
    cursorVisible: () => written.lastIndexOf(show) > written.lastIndexOf(hide),
    exited,
    async [Symbol.asyncDispose]() {
      program.kill('SIGKILL');
      await exited;
    },
  };
}

const isOn = (shown: string, text: Wanted): boolean =>
  typeof text === 'string' ? shown.includes(text) : text.test(shown);

function readScreen(emulator: InstanceType<typeof xterm.Terminal>): string {
  const { active } = emulator.buffer;
  const lines = Array.from({ length: emulator.rows }, (_, row) =>
    (active.getLine(active.baseY + row)?.translateToString(true) ?? '').trimEnd(),
  );
  return lines.join('\n').trimEnd();
}
