import { checkNotebooks, type NotebookOutcome } from '../../../notebook/check-notebooks.ts';
import type { Context } from '../../context.ts';
import { obtainBroker, type WantedSource } from '../../obtain-broker.ts';
import type { Result } from './part.ts';

/** Every notebook: its two files are one, it runs in the kernel and by itself, and it leaves nothing behind. */
export async function testNotebooks(context: Context, source: WantedSource): Promise<Result> {
  await using broker = await obtainBroker(context, source);
  const outcomes = await checkNotebooks(context.course(), {
    broker,
    signal: context.signal,
    onNotebook: (outcome) => tell(context, outcome),
  });
  const broken = outcomes.filter((outcome) => !isSound(outcome));
  const failures = broken.flatMap(({ where, findings }) => findings.map(({ problem }) => `${where}: ${problem}`));
  return { passed: outcomes.length - broken.length, failed: broken.length, skipped: 0, failures };
}

const isSound = ({ findings }: NotebookOutcome): boolean => findings.every(({ severity }) => severity === 'warning');

function tell({ output, text }: Context, outcome: NotebookOutcome): void {
  output.print(text.test.notebook(outcome.where, isSound(outcome), outcome.seconds));
  for (const { problem } of outcome.findings) output.print(problem);
}
