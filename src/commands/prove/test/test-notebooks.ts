import { hasErrors } from '../../../grading/check/finding.ts';
import { checkNotebooks, type NotebookOutcome } from '../../../notebook/check-notebooks.ts';
import type { Context } from '../../context.ts';
import { obtainBroker } from '../../obtain-broker.ts';
import type { Result, Wanted } from './part.ts';

/** Every notebook: its two files are one, it runs in the kernel and by itself, and it leaves nothing behind. */
export async function testNotebooks(context: Context, { broker: source, brief, changed }: Wanted): Promise<Result> {
  await using broker = await obtainBroker(context, source);
  const course = context.course();
  const chapters = (changed?.notebooks ?? course.chapters).filter(({ notebook }) => notebook !== undefined);
  const outcomes = await checkNotebooks(
    { ...course, chapters: brief ? firstMiddleLast(chapters) : chapters },
    {
      broker,
      signal: context.signal,
      onNotebook: (outcome) => tell(context, outcome),
    },
  );
  const broken = outcomes.filter((outcome) => !isSound(outcome));
  const failures = broken.flatMap(({ where, findings }) => findings.map(({ problem }) => `${where}: ${problem}`));
  const unsteady = outcomes
    .flatMap(({ findings }) => findings.filter((finding) => finding.unsteady))
    .map(({ where, problem }) => `${where}: ${problem}`);
  const times = outcomes.map(({ where, seconds }) => ({ what: where, seconds }));
  return { passed: outcomes.length - broken.length, failed: broken.length, skipped: 0, failures, unsteady, times };
}

/** Three of them, or all where there are no more. */
function firstMiddleLast<T>(all: readonly T[]): T[] {
  const places = new Set([0, Math.floor(all.length / 2), all.length - 1]);
  return all.filter((_, at) => places.has(at));
}

const isSound = ({ findings }: NotebookOutcome): boolean => !hasErrors(findings);

function tell({ output, text }: Context, outcome: NotebookOutcome): void {
  output.print(text.test.notebook(outcome.where, isSound(outcome), outcome.seconds));
  for (const { problem } of outcome.findings) output.print(problem);
}
