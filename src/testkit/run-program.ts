// Learner code as a process of its own, for what only a whole process shows: signals, exit codes, clean ends.
import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { eventually, settles } from './eventually.ts';
import { subjectOf } from './job.ts';
import type { Lab } from './lab.ts';
import type { ProgramOrders } from './process/program-main.ts';
import { endProcess } from './process/end-process.ts';
import { guardMark, type GuardReport } from './process/guard-limits.ts';
import { countPrinted } from './process/limit-output.ts';
import { Unmet, usualReason } from './unmet.ts';

export interface ProgramOptions {
  readonly lab: Lab;
  /** Arguments for the learner's function behind the lab; they travel as JSON. */
  readonly args?: readonly unknown[];
  /** Name of the function; where not given, the suite's name in camelCase. */
  readonly exportName?: string;
  /** Milliseconds after which the program is killed; 15,000 where not said. */
  readonly within?: number;
}

/** How a program ended. */
export interface ProgramEnd {
  /** `exit code 0` or `signal SIGTERM`. */
  readonly how: string;
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Everything it printed. */
  readonly output: string;
  /** Milliseconds from its start. */
  readonly duration: number;
}

/**
 * Starts `node` with the file under test and calls its function with the lab:
 * `await using program = runProgram(import.meta.url, { lab })`. What it prints goes to the learner's log.
 * @param suiteUrl the suite's `import.meta.url`.
 */
export function runProgram(suiteUrl: string, options: ProgramOptions): Program {
  const { connection, topic, groupId } = options.lab;
  const orders: ProgramOrders = {
    subject: subjectOf(suiteUrl).href,
    exportName: options.exportName ?? functionOf(suiteUrl),
    lab: { connection, topic, groupId },
    args: options.args ?? [],
  };
  const child = fork(entry, [], {
    env: { ...process.env, WORKBOOK_PROGRAM: JSON.stringify(orders) },
    execArgv: ['--disable-warning=TimeoutNegativeWarning'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  return new Program(child, options);
}

export class Program implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];
  readonly #ended: Promise<ProgramEnd>;
  #isOver = false;
  /** The signal that ended it, where the system has no signals and it was only told of one. */
  #unheard: NodeJS.Signals | null = null;

  constructor(child: ChildProcess, { lab, within = 15_000 }: ProgramOptions) {
    this.#child = child;
    const started = performance.now();
    const late = setTimeout(() => child.kill('SIGKILL'), within);
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface(stream).on('line', (line) => this.#hear(line, lab));
      stream.on('data', (chunk: Buffer) => countPrinted(chunk.length));
    }
    this.#ended = new Promise((resolve) => {
      child.on('message', ({ unheard }: { unheard: NodeJS.Signals }) => (this.#unheard = unheard));
      child.once('close', (exitCode, endedBy) => {
        clearTimeout(late);
        this.#isOver = true;
        const signal = this.#unheard ?? endedBy;
        const code = signal ? null : exitCode;
        const how = signal ? `signal ${signal}` : `exit code ${code}`;
        resolve({ how, code, signal, output: this.output, duration: Math.round(performance.now() - started) });
      });
    });
  }

  /** Everything printed so far. */
  get output(): string {
    return this.#lines.join('\n');
  }

  /** Waits until the program has printed something, such as `/ready/`. Fails at once where the program ends before. */
  async waitForOutput(pattern: RegExp, options: { within?: number; usually?: string } = {}): Promise<RegExpExecArray> {
    const printed = () => pattern.exec(this.output) ?? (this.#isOver && 'over');
    const found = await eventually(printed, {
      describe: `the program to print ${String(pattern)}`,
      seen: () => this.output || 'nothing printed',
      ...options,
    });
    if (found !== 'over') return found;
    const { how } = await this.#ended;
    throw new Unmet(`The program ended (${how}) before it printed ${String(pattern)}.${usualReason(options.usually)}`);
  }

  /** Sends a signal, as `kill` or Ctrl-C would. */
  signal(signal: NodeJS.Signals): void {
    if (process.platform === 'win32') this.#child.send(signal);
    else this.#child.kill(signal);
  }

  /** Waits for the program to end by itself. */
  async end(options: { within?: number; usually?: string } = {}): Promise<ProgramEnd> {
    return settles(this.#ended, { describe: 'the program to end', ...options });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isOver) this.#child.kill('SIGKILL');
    await this.#ended;
  }

  // Too much output ends the whole run, whoever has counted it.
  #endWithIt(report: GuardReport): void {
    if (report.kind === 'output') endProcess(report);
  }

  #hear(line: string, lab: Lab): void {
    if (line.startsWith(guardMark)) this.#endWithIt(JSON.parse(line.slice(guardMark.length)));
    const text = line.startsWith(guardMark)
      ? 'The program was stopped: it never gave way, or it used too much memory.'
      : line;
    this.#lines.push(text);
    if (this.#lines.length < 1_000) lab.log(text);
  }
}

const entry = fileURLToPath(new URL('process/program-main.ts', import.meta.url));

// …/03-stop-cleanly.test.ts → stopCleanly
function functionOf(suiteUrl: string): string {
  const slug = /\/\d{2}-([^/]+)\.test\.ts/.exec(suiteUrl)?.[1] ?? '';
  return slug.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
