// Shows a set-up to a person: on a terminal one moving line for each step at work, elsewhere a line at start and end.
import { liveLines, type Screen } from '../../bin/live-lines.mjs';
import { text } from './words.ts';
import type { SetupEvent, StepStatus } from './setup.ts';
import type { StepName } from './step.ts';

export interface ShownProgress extends Disposable {
  readonly onEvent: (event: SetupEvent) => void;
}

/**
 * Give its `onEvent` to `ensure` or `startSetup`; it shows nothing of steps that are up to date.
 * live: the stream is a terminal that may be redrawn, and nobody else writes to it meanwhile. Dispose it to take the moving lines away.
 */
export function showProgress(stream: Screen, { live }: { live: boolean }): ShownProgress {
  const running = new Map<StepName, { title: string; status: StepStatus & { state: 'running' } }>();
  const lines = liveLines(stream, {
    live,
    draw: () => [...running.values()].map(({ title, status }) => `  ${text.progress.running(title, detail(status))}`),
  });
  return {
    onEvent: ({ step, title, status }) => {
      const was = running.get(step);
      if (status.state === 'running') {
        running.set(step, { title, status });
        if (!live && isNews(status.text, was?.status.text))
          lines.print(`  ${text.progress.running(title, status.text)}`);
        return;
      }
      running.delete(step);
      const ended = endOf(title, status);
      for (const line of ended?.split('\n') ?? []) lines.print(`  ${line}`);
    },
    [Symbol.dispose]: () => lines.close(),
  };
}

/** Whether it says something else than before, and not only another number. */
function isNews(words: string, before: string | undefined): boolean {
  return words !== text.starting && withoutNumbers(words) !== withoutNumbers(before ?? '');
}

function withoutNumbers(words: string): string {
  return words.replaceAll(/\d+/g, '');
}

function detail({ text: words, fraction, since }: StepStatus & { state: 'running' }): string {
  const percent = fraction === undefined ? '' : ` ${Math.round(fraction * 100)} %`;
  return `${words}${percent} (${Math.round((Date.now() - since) / 1_000)} s)`;
}

function endOf(title: string, status: StepStatus): string | undefined {
  if (status.state === 'done' && status.ms > 0) return text.progress.done(title, (status.ms / 1_000).toFixed(1));
  if (status.state === 'failed') {
    const { message, next } = status.error;
    return text.progress.failed(title, message.split('\n', 1).join(), next);
  }
  if (status.state === 'skipped') return text.progress.skipped(title, text.stepNames[status.because]);
  return undefined;
}
