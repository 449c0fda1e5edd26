// The command line's edge: the only file that reads argv, hears signals and sets the exit code.
import { CommanderError } from 'commander';
import type { ExitCode } from './commands/context.ts';
import { createContext, type Wishes } from './commands/create-context.ts';
import { isCommand } from './commands/define.ts';
import { createProgram } from './commands/program.ts';
import { describeFailure } from './commands/describe-failure.ts';
import { text } from './text/words.ts';
import { sentence } from './commands/misuse.ts';

// What is left running after a command is a leak of ours: it must not keep the learner's prompt waiting.
const patienceMs = 3_000;

// One Ctrl-C comes twice where the process that started this one hears it, too, and sends it on.
const sameSignalMs = 300;

/** Runs the command line in argv and returns the exit code of the process. */
async function main(argv: readonly string[]): Promise<ExitCode> {
  const stop = new AbortController();
  hearSignals(stop);
  let code: ExitCode = 0;
  const wished: Wishes = { json: argv.includes('--json'), plain: argv.includes('--plain') };
  try {
    await createProgram(async (wishes, command) => {
      code = await command(createContext(wishes, stop.signal));
    }).parseAsync(argv.length === 0 ? ['--help'] : argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return describeMisuse(error, argv, wished);
    if (stop.signal.aborted && error === stop.signal.reason) {
      createContext(wished, stop.signal).output.note(text.interrupted);
      return 1;
    }
    return describeFailure(error, createContext(wished, stop.signal).output);
  }
}

// Commander has said what is wrong; here follows what to do.
function describeMisuse(error: CommanderError, [first]: readonly string[], wished: Wishes): ExitCode {
  if (error.exitCode === 0 || error.code === 'commander.help') return 0;
  const { output } = createContext(wished, AbortSignal.abort());
  const next = text.usageNext(isCommand(first) ? first : undefined);
  output.data({ error: sentence(error.message), next });
  output.note(`${text.next} ${next}`);
  return 2;
}

// The first signal asks for an orderly end, the second does not wait for it.
function hearSignals(stop: AbortController): void {
  let asked = 0;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const now = performance.now();
      if (!stop.signal.aborted) asked = now;
      else if (now - asked > sameSignalMs) process.exit(130);
      stop.abort(new Error(signal));
    });
  }
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(process.exitCode ?? 0);
  });
}

// kafkajs 2.2.4 sets timers for moments that have passed (its issue 1704), and Node warns of each.
function silenceKnownWarnings(): void {
  const [show] = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name !== 'TimeoutNegativeWarning') show?.(warning);
  });
}

silenceKnownWarnings();
const code = await main(process.argv.slice(2));
process.exitCode = code;
setTimeout(() => process.exit(code), patienceMs).unref();
