// Commands of Jupyter's Python kernel, typed into a cell of ours.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { eventually } from '../testkit/eventually.ts';
import { startKernel, type TestKernel } from './kernel.fixture.ts';

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await startKernel();
}, 120_000);
afterAll(async () => kernel[Symbol.asyncDispose]());

// After a failure a kernel aborts what comes within a moment.
beforeEach(async () => {
  await eventually(async () => (await kernel.execute('1')).status === 'ok', { describe: 'the kernel to be ready' });
});

test.for([
  ['%pip install kafkajs', 'npm install'],
  ['%%bash\necho hello', 'npm install'],
  ['!ls -l', 'terminal'],
] as const)('%j is told to be for another kernel, with what to do', async ([code, hint]) => {
  const { reply } = await kernel.execute(code);
  expect(reply).toMatchObject({
    ename: 'NotTypeScript',
    evalue: expect.stringContaining('this kernel runs TypeScript'),
  });
  expect(reply.traceback?.join('\n')).toContain(hint);
});

test('a cell that begins with "not" is TypeScript', async () => {
  expect((await kernel.execute('const done = true;\n!done')).reply).toMatchObject({ status: 'ok' });
  expect((await kernel.execute('!done && console.log(1)')).reply).toMatchObject({ status: 'ok' });
});
