import { closest } from 'fastest-levenshtein';
import { kafkaVersion } from '../../setup/kafka-version.ts';
import { summarise, type Bench, type Measurement, type Summary } from '../../measure/figure.ts';
import { describeMachine } from '../../comparison/results/machine.ts';
import { measurements } from '../../measure/measurements.ts';
import { ensure } from '../../setup/start-setup.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { Context, ExitCode } from '../context.ts';

export interface MeasureArgs {
  /** Names of measurements; all where empty. */
  readonly only: readonly string[];
  readonly repeat: number;
}

interface Skipped {
  readonly name: string;
  readonly reason: string;
}

/** Measures what a learner waits for, on this machine, and prints medians: to look at, not to pass. */
export async function measure(context: Context, { only, repeat }: MeasureArgs): Promise<ExitCode> {
  const { output, text, paths, signal } = context;
  const chosen = only.length === 0 ? measurements : only.map((name) => find(context, name));
  const machine = { ...describeMachine(), kafka: kafkaVersion };
  output.print(text.measure.machine(machine));
  const figures: Summary[] = [];
  const skipped: Skipped[] = [];
  await ensure(['java', 'jars'], { signal });
  for (const { name, measure: take } of chosen) {
    output.note(text.measure.now(name));
    const bench: Bench = { repeat, root: paths.root, signal, note: output.note };
    try {
      const taken = (await take(bench)).map(summarise);
      figures.push(...taken);
      for (const figure of taken) output.print(text.measure.figure(figure));
    } catch (error) {
      signal.throwIfAborted();
      const reason = error instanceof Error ? error.message : String(error);
      skipped.push({ name, reason });
      output.print(text.measure.skipped(name, reason));
    }
  }
  output.data({ machine, figures, skipped });
  return 0;
}

function find({ text }: Context, name: string): Measurement {
  const found = measurements.find((measurement) => measurement.name === name);
  if (found) return found;
  const nearest = closest(
    name,
    measurements.map((measurement) => measurement.name),
  );
  throw new WorkbookError(text.measure.unknown(name), { next: text.test.nearestPart(nearest), fault: 'usage' });
}
