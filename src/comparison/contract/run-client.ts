import type { Ended } from '../../processes/start-process.ts';
import { buildProgram } from '../../toolchains/build-program.ts';
import type { Client } from './client.ts';
import { parseReport, type Outcome } from './outcome.ts';
import { runProgram } from '../../toolchains/run-program.ts';
import { outcomes } from './en.ts';

export interface ScenarioOptions {
  /** The scenario's words, such as `['feature', 'gzip']`. */
  readonly words: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly deadlineMs?: number;
  readonly whileReady?: () => Promise<void>;
  readonly onProgress?: (text: string) => void;
  readonly signal?: AbortSignal;
}

/** Builds the client where that is needed, runs one scenario, and turns whatever happens into an outcome. */
export async function runClient(client: Client, options: ScenarioOptions): Promise<Outcome> {
  const reason = await buildProgram(client, options.onProgress, options.signal);
  if (reason) return { kind: 'not-run', reason };
  const { words, env, deadlineMs = 60_000, whileReady, signal } = options;
  const ended = await runProgram({
    program: client,
    command: [...client.run, ...words],
    env,
    deadlineMs,
    ...(whileReady && { whileReady }),
    ...(signal && { signal }),
  });
  return judge(ended, deadlineMs);
}

function judge(ended: Ended, deadlineMs: number): Outcome {
  const log = ended.stderr;
  if (ended.late) return { kind: 'broke', reason: outcomes.late(deadlineMs / 1000), log };
  const report = parseReport(ended.stdout);
  if ('reason' in report) {
    const how = ended.code === 0 ? '' : outcomes.andEnded(ended.code ?? 'none');
    return { kind: 'broke', reason: `${report.reason}${how}`, log };
  }
  return { kind: 'report', report, seconds: ended.seconds, log };
}
