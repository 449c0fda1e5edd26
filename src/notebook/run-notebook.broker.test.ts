import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { ensure } from '../setup/start-setup.ts';
import { patientClient } from '../kafka/client.ts';
import { viewNotebook } from './executed-view.ts';
import { findLeftovers } from './find-leftovers.ts';
import { pairNotebooks } from './pair-notebooks.ts';
import { problemsOfPair } from './check-notebooks.ts';
import { runPlain } from './run-plain.ts';
import { describeCellFailure, runNotebook, type NotebookRun } from './run-notebook.ts';

const folder = mkdtempSync(join(tmpdir(), 'workbook notebooks '));
const { connection, prefix } = inject('workbook');
const broker = { connection, env: {} };
const header = `// ---
// jupyter:
//   kernelspec:
//     display_name: TypeScript
//     language: typescript
//     name: tslab
// ---
`;

beforeAll(() => ensure(['jupyter', 'kernel']), 600_000);
afterAll(() => rmSync(folder, { recursive: true }));

async function write(name: string, cells: readonly string[]): Promise<{ source: string; paired: string }> {
  const source = join(folder, `${name}.ts`);
  const paired = join(folder, `${name}.ipynb`);
  writeFileSync(source, `${header}\n${cells.map((cell) => `// %%\n${cell}\n`).join('\n')}`);
  const [pair] = await pairNotebooks([source]);
  writeFileSync(paired, pair?.notebook ?? '');
  return { source, paired };
}

const run = async (cells: readonly string[], limits: { cellSeconds?: number } = {}): Promise<NotebookRun> =>
  runNotebook({ path: (await write('run', cells)).paired, broker, ...limits });

test('a notebook that is sound runs twice in one kernel, and its outputs are kept', async () => {
  const { paired: path } = await write('sound', [`const n = 1;`, `console.log({ n });`]);
  const output = join(folder, 'executed', 'sound.ipynb');
  const { failure } = await runNotebook({ path, broker, times: 2, output });
  expect(failure).toBeUndefined();
  expect(await viewNotebook(output)).toMatchObject([{ count: 4 }, { outputs: [{ content: '{ n: 1 }\n' }] }]);
});

test('a cell that fails is shown with its source and its reason', async () => {
  const { failure } = await run([`const n = 1;`, `const text: string =\n  n;`]);
  if (failure === undefined) throw new Error('It did not fail.');
  expect(describeCellFailure(join(folder, 'run.ipynb'), failure)).toBe(
    [
      'run.ipynb: cell 2 failed.',
      '  | const text: string =',
      '  |   n;',
      "Line 1: Type 'number' is not assignable to type 'string'. (TS2322)",
      '  const text: string =',
      '        ~~~~',
    ].join('\n'),
  );
});

test('a promise that nobody awaits fails the notebook, also after the last cell', async () => {
  const { failure } = await run([`setTimeout(() => void Promise.reject(new Error('forgotten')), 0);`]);
  expect(failure?.text).toBe('Cell 1 started work that failed, and nothing awaited it: Error: forgotten');
});

test('a cell that does not end is stopped at its limit', async () => {
  const { failure } = await run([`await new Promise(() => {});`], { cellSeconds: 1 });
  expect(failure).toMatchObject({ cell: 0, name: 'TimeLimit' });
});

test('a topic that a notebook leaves behind is found', async () => {
  const admin = patientClient(connection, 'test').admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: `${prefix}-left-1-orders` }] });
  expect(await findLeftovers(connection, `${prefix}-left`)).toEqual([`topic ${prefix}-left-1-orders`]);
  await admin.disconnect();
});

test('plain node shows what fails, and what does not end', async () => {
  const [fails, hangs, ends] = await Promise.all([
    write('fails', [`throw new RangeError('too much');`]),
    write('hangs', [`setInterval(() => {}, 1_000);`]),
    write('ends', [`console.log('well');`]),
  ]);
  const plain = (path: string) => runPlain({ path, broker, seconds: path === hangs.source ? 1 : 30 });
  expect(await plain(ends.source)).toBeUndefined();
  expect(await plain(fails.source)).toContain('RangeError: too much');
  expect(await plain(hangs.source)).toContain('a client is not disconnected, or a timer runs on');
});

test('two files that are not one are told apart by what is wrong', async () => {
  const { source } = await write('pair', [`// Grüße\nconst n = 1;`]);
  const [pair] = await pairNotebooks([source]);
  if (pair === undefined) throw new Error('No pair.');
  expect(problemsOfPair(pair, pair.notebook)).toEqual([]);
  expect(problemsOfPair(pair, pair.notebook.replace('n = 1', 'n = 2'))[0]).toContain('is not made from it');
  expect(problemsOfPair(pair, pair.notebook.replace('null', '7'))[0]).toContain('holds outputs');
  expect(problemsOfPair({ ...pair, roundTrips: false }, pair.notebook)[0]).toContain(
    'jupytext would write it otherwise',
  );
});
