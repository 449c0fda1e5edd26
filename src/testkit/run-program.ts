// Learner code as a process of its own, for what only a whole process shows: signals, exit codes, clean ends.
import { fileURLToPath } from 'node:url';
import { eventually, settles } from './eventually.ts';
import { subjectOf } from './job.ts';
import type { Lab } from './lab.ts';
import { closedFolders, subjectIsolation } from './process/current-subject.ts';
import { endingOf, endOfRun } from './process/ending.ts';
import { IsolatedProcess } from './process/isolated-process.ts';
import { onLines } from './process/lines.ts';
import type { ProgramOrders } from './process/program-main.ts';
import { readGuardReport } from './process/read-guard-report.ts';
import { Unmet, usualReason } from './unmet.ts';
import { words } from './words.ts';

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
    closed: closedFolders(),
  };
  return new Program(orders, options);
}

export class Program implements AsyncDisposable {
  readonly #process: IsolatedProcess;
  readonly #lines: string[] = [];
  readonly #ended: Promise<ProgramEnd>;
  readonly #subject: string;
  #isOver = false;
  /** The signal that ended it, where the system has no signals and it was only told of one. */
  #unheard: NodeJS.Signals | null = null;
  #printed = 0;

  constructor(orders: ProgramOrders, { lab, within = 15_000 }: ProgramOptions) {
    this.#subject = orders.subject;
    this.#process = new IsolatedProcess({
      entry,
      isolation: subjectIsolation(),
      env: { WORKBOOK_PROGRAM: JSON.stringify(orders) },
      execArgv: ['--disable-warning=TimeoutNegativeWarning'],
    });
    const started = performance.now();
    const late = setTimeout(() => this.#process.kill(), within);
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      onLines(stream, (line) => this.#hear(line, lab));
      stream.on('data', (text: string) => this.#count(text.length));
    }
    // Its part of the descriptor may be closed, which is no concern of ours.
    this.#process.link.on('error', () => {});
    this.#process.link.on('data', (text) => this.#hearEnd(String(text)));
    this.#ended = this.#whenEnded(started).finally(() => clearTimeout(late));
  }

  /** Everything printed so far. */
  get output(): string {
    return this.#lines.join('\n');
  }

  /** Waits until the program has printed something, such as `/ready/`. Fails at once where the program ends before. */
  async waitForOutput(pattern: RegExp, options: { within?: number; usually?: string } = {}): Promise<RegExpExecArray> {
    const printed = () => pattern.exec(this.output) ?? (this.#isOver && 'over');
    const found = await eventually(printed, {
      describe: words.program.toPrint(String(pattern)),
      seen: () => this.output || words.program.silent,
      ...options,
    });
    if (found !== 'over') return found;
    const { how } = await this.#ended;
    throw new Unmet(words.program.endedBefore(how, String(pattern)) + usualReason(options.usually));
  }

  /** Sends a signal, as `kill` or Ctrl-C would. */
  signal(signal: NodeJS.Signals): void {
    // Windows has no signals to send: program-main.ts does there what the system would have done.
    if (process.platform === 'win32') this.#process.link.write(`${signal}\n`);
    else this.#process.signal(signal);
  }

  /** Waits for the program to end by itself. */
  async end(options: { within?: number; usually?: string } = {}): Promise<ProgramEnd> {
    return settles(this.#ended, { describe: words.program.toEnd, ...options });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isOver) this.#process.kill();
    await this.#ended;
  }

  async #whenEnded(started: number): Promise<ProgramEnd> {
    const ended = await this.#process.ended;
    this.#isOver = true;
    const signal = this.#unheard ?? ended.signal;
    const code = signal ? null : ended.code;
    const how = signal ? `signal ${signal}` : `exit code ${code}`;
    return { how, code, signal, output: this.output, duration: Math.round(performance.now() - started) };
  }

  #hearEnd(text: string): void {
    this.#unheard ??=
      (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).find((name) => text.includes(`unheard ${name}\n`)) ?? null;
  }

  // Too much output ends the whole run, whoever has counted it.
  #count(more: number): void {
    this.#printed += more;
    if (this.#printed > mostPrinted) endOfRun({ kind: 'output', megabytes: mostPrinted / 1_000_000, line: undefined });
  }

  #hear(line: string, lab: Lab): void {
    const report = readGuardReport(line);
    if (report?.kind === 'output') return endOfRun(endingOf(report, this.#subject));
    const text = report ? words.program.stopped : line;
    this.#lines.push(text);
    if (this.#lines.length < 1_000) lab.log(text);
  }
}

const mostPrinted = 50_000_000;
const entry = fileURLToPath(new URL('process/program-main.ts', import.meta.url));

// …/03-stop-cleanly.test.ts → stopCleanly
function functionOf(suiteUrl: string): string {
  const slug = /\/\d{2}-([^/]+)\.test\.ts/.exec(suiteUrl)?.[1] ?? '';
  return slug.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
