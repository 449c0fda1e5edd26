import { expect, test } from 'vitest';
import { WorkbookError } from '../../workbook-error.ts';
import { askSources, type Finder } from './ask-sources.ts';
import type { Broker } from './broker.ts';

const absent =
  (reason: string): Finder =>
  () =>
    Promise.resolve({ notHere: { reason, next: `Fix ${reason}.` } });
const broken: Finder = () => Promise.reject(new WorkbookError('The disk is full.', { next: 'Free some space.' }));
const broker: Broker = {
  source: 'container',
  connection: { brokers: ['127.0.0.1:1'] },
  clusterId: 'id',
  kafkaVersion: undefined,
  label: 'a broker',
  env: {},
  lost: new AbortController().signal,
  [Symbol.asyncDispose]: () => Promise.resolve(),
};
const here: Finder = () => Promise.resolve({ broker });

test('the error names every source with its reason and what to try', async () => {
  const asked = askSources([
    ['given', absent('no address')],
    ['running', absent('nothing runs')],
    ['embedded', broken],
    ['container', absent('no Docker')],
  ]);
  await expect(asked).rejects.toThrow(
    [
      'There is no Kafka broker to work with:',
      '  given: no address. Fix no address.',
      '  running: nothing runs. Fix nothing runs.',
      '  embedded: The disk is full. Free some space.',
      '  container: no Docker. Fix no Docker.',
    ].join('\n'),
  );
});

test('a broken source is passed over', async () => {
  await expect(
    askSources([
      ['embedded', broken],
      ['container', here],
    ]),
  ).resolves.toEqual({
    broker,
    passedOver: [{ source: 'embedded', reason: 'The disk is full', next: 'Free some space.' }],
  });
});

test('a given cluster that fails is not replaced by another broker', async () => {
  await expect(
    askSources([
      ['given', broken],
      ['container', here],
    ]),
  ).rejects.toThrow(/^The disk is full\.$/);
});

test('a source that was asked for alone fails with its own sentence', async () => {
  await expect(askSources([['embedded', broken]])).rejects.toThrow(/^The disk is full\.$/);
});
