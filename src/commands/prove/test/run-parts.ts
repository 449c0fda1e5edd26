import { ensure } from '../../../setup/start-setup.ts';
import { WorkbookError } from '../../../workbook-error.ts';
import type { Context } from '../../context.ts';
import { obtainBroker, type WantedSource } from '../../obtain-broker.ts';
import { noCounts, type Counts, type Outcome, type Part, type Result } from './part.ts';
import { runTool } from './run-tool.ts';

export interface RunPartsOptions {
  readonly broker: WantedSource;
  /** A part that cannot run on this machine has failed. */
  readonly strict: boolean;
}

/** Neighbours that may run at the same time come in pairs, because two cores are what a learner's machine has at least. */
export function inGroups(parts: readonly Part[]): Part[][] {
  const groups: Part[][] = [];
  for (const part of parts) {
    const last = groups.at(-1);
    if (part.beside && last?.length === 1 && last[0]?.beside) last.push(part);
    else groups.push([part]);
  }
  return groups;
}

/** Runs the parts in their order; what one prints is never mixed with another's. */
export async function runParts(context: Context, parts: readonly Part[], options: RunPartsOptions): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const group of inGroups(parts)) {
    const [only] = group;
    const running =
      group.length === 1 && only
        ? [runPart(context, only, options)]
        : group.map(async (part) => held(context, part, options));
    outcomes.push(...(await Promise.all(running)));
  }
  return outcomes;
}

// Of parts side by side, each prints when it is over.
async function held(context: Context, part: Part, options: RunPartsOptions): Promise<Outcome> {
  const lines: string[] = [];
  const output = { ...context.output, print: (line = '') => void lines.push(line) };
  const outcome = await runPart({ ...context, output }, part, options);
  for (const line of lines) context.output.print(line);
  return outcome;
}

async function runPart(context: Context, part: Part, options: RunPartsOptions): Promise<Outcome> {
  const { output, text, signal } = context;
  const started = performance.now();
  output.print();
  output.print(output.paint('bold', text.test.heading(part.name, part.proves)));
  const reason = await whyNot(part, signal);
  if (reason !== undefined) {
    const counts: Counts = options.strict ? { ...noCounts, failed: 1 } : { ...noCounts, skipped: 1 };
    output.print(text.test.skipped(reason));
    const failures = options.strict ? [reason] : [];
    return { name: part.name, ...counts, failures, duration: performance.now() - started, reason };
  }
  const { result, reason: failure } = await attempt(context, part, options.broker);
  signal.throwIfAborted();
  const counts = options.strict ? { ...result, failed: result.failed + result.skipped, skipped: 0 } : result;
  const outcome: Outcome = { name: part.name, ...counts, duration: performance.now() - started, reason: failure };
  output.print(output.paint(counts.failed > 0 ? 'red' : 'green', text.test.outcome(outcome)));
  return outcome;
}

async function whyNot(part: Part, signal: AbortSignal): Promise<string | undefined> {
  const lacks = await part.lacks?.();
  if (lacks !== undefined) return lacks;
  try {
    await ensure(part.needs, { signal });
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  }
}

async function attempt(
  context: Context,
  part: Part,
  source: WantedSource,
): Promise<{ result: Result; reason: string | undefined }> {
  const { output, text, signal } = context;
  try {
    return { result: await perform(context, part, source), reason: undefined };
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    output.print(reason);
    if (error instanceof WorkbookError) output.print(`${text.next} ${error.next}`);
    return { result: { ...noCounts, failed: 1, failures: [reason] }, reason };
  }
}

async function perform(context: Context, part: Part, source: WantedSource): Promise<Result> {
  const { runs, name } = part;
  if (runs.kind === 'inside') return runs.run(context, source);
  const onLine = (line: string) => context.output.print(line);
  if (!part.broker) return runTool(context, runs, { name, env: {}, onLine });
  await using broker = await obtainBroker(context, source);
  const env = { ...broker.env, KAFKA_BOOTSTRAP_SERVERS: broker.connection.brokers.join(',') };
  // The broker lives until the tool has ended.
  return await runTool(context, runs, { name, env, onLine });
}
