import { variablesFor } from '../../../lab/broker/given-settings.ts';
import { ensure } from '../../../setup/start-setup.ts';
import { WorkbookError } from '../../../workbook-error.ts';
import type { Context } from '../../context.ts';
import { obtainBroker } from '../../obtain-broker.ts';
import { noCounts, type Counts, type Outcome, type Part, type Result, type Wanted } from './part.ts';
import { runTool } from './run-tool.ts';

export interface RunPartsOptions extends Wanted {
  /** A part that cannot run on this machine has failed. */
  readonly strict: boolean;
}

/** Parts that run one after the other; several such lanes of a block run side by side. */
export type Block = readonly (readonly Part[])[];

/** Parts with a lane that stand together are one block of at most two lanes; every other part is a block of its own. */
export function inBlocks(parts: readonly Part[]): Block[] {
  const blocks: Part[][] = [];
  for (const part of parts) {
    const last = blocks.at(-1);
    if (part.lane && last?.[0]?.lane) last.push(part);
    else blocks.push([part]);
  }
  return blocks.map((block) => [...Map.groupBy(block, ({ lane }) => lane).values()]);
}

/** Runs the parts; what one prints is never mixed with another's. */
export async function runParts(context: Context, parts: readonly Part[], options: RunPartsOptions): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const lanes of inBlocks(parts)) {
    const run = lanes.length > 1 ? held : runPart;
    const ran = await Promise.all(lanes.map((lane) => runLane(lane, (part) => run(context, part, options))));
    outcomes.push(...ran.flat());
  }
  return outcomes;
}

async function runLane(lane: readonly Part[], run: (part: Part) => Promise<Outcome>): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const part of lane) outcomes.push(await run(part));
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
  output.print(output.paint('bold', text.test.heading(part.name, text.test.proves[part.name] ?? '')));
  const reason = await whyNot(part, signal);
  if (reason !== undefined) {
    const counts: Counts = options.strict ? { ...noCounts, failed: 1 } : { ...noCounts, skipped: 1 };
    output.print(text.test.skipped(reason));
    const failures = options.strict ? [reason] : [];
    return { name: part.name, ...counts, failures, duration: performance.now() - started, reason };
  }
  const { result, reason: failure } = await attempt(context, part, options);
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
  wanted: Wanted,
): Promise<{ result: Result; reason: string | undefined }> {
  const { output, text, signal } = context;
  try {
    return { result: await perform(context, part, wanted), reason: undefined };
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    output.print(reason);
    if (error instanceof WorkbookError) output.print(`${text.next} ${error.next}`);
    return { result: { ...noCounts, failed: 1, failures: [reason] }, reason };
  }
}

async function perform(context: Context, part: Part, wanted: Wanted): Promise<Result> {
  const { name } = part;
  const runs = wanted.brief ? (part.brief ?? part.runs) : part.runs;
  if (runs.kind === 'inside') return runs.run(context, wanted);
  const onLine = (line: string) => context.output.print(line);
  if (!part.broker) return runTool(context, runs, { name, env: {}, onLine });
  await using broker = await obtainBroker(context, wanted.broker);
  const env = variablesFor(broker);
  // The broker lives until the tool has ended.
  return await runTool(context, runs, { name, env, onLine });
}
