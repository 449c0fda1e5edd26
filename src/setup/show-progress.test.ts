import { expect, test } from 'vitest';
import { WorkbookError } from '../workbook-error.ts';
import type { StepStatus } from './setup.ts';
import { showProgress } from './show-progress.ts';
import type { StepName } from './step.ts';

const running = (text: string): StepStatus => ({ state: 'running', text, fraction: undefined, since: Date.now() });

function shown(live: boolean, events: readonly (readonly [StepName, StepStatus])[]): string {
  let written = '';
  const screen = { columns: 40, write: (text: string) => (written += text) };
  using progress = showProgress(screen, { live });
  for (const [step, status] of events) progress.onEvent({ step, title: step, status });
  return written;
}

test('without a terminal a step is told of once for each thing it does, and when it ends', () => {
  const words = ['starting', 'downloading, 1 of 45 MB', 'downloading, 2 of 45 MB'];
  expect(
    shown(false, [...words.map((text) => ['jars', running(text)] as const), ['jars', { state: 'done', ms: 1_234 }]]),
  ).toBe('  … jars: downloading, 1 of 45 MB\n  ✓ jars (1.2 s)\n');
});

test('nothing is said of a step that was up to date', () => {
  expect(shown(false, [['jars', { state: 'done', ms: 0 }]])).toBe('');
});

test('on a terminal the line that moves fits the width, and is taken back before the next is written', () => {
  const error = new WorkbookError('x', { next: 'y' });
  const written = shown(true, [
    ['jars', running('waiting for process 1, which does this for a very long time')],
    ['java', { state: 'done', ms: 5_000 }],
    ['jars', { state: 'failed', error }],
  ]);
  const [java = '', jars = ''] = written.split('\u001b[1A');
  expect(java).toContain('  ✓ java (5.0 s)\r\n  … jars: waiting for process 1, which…\r\n');
  expect(jars).toContain('  ✗ jars: x\r\n');
  expect(written).toContain('    Next: y\r\n');
});
