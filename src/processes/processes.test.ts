import { expect, test } from 'vitest';
import { ask } from './ask.ts';
import { runProcess, startProcess } from './start-process.ts';

const node = process.execPath;

test('A program that ends hands over what it said, and reads what it is given', async () => {
  const echo = 'process.stdin.on("data", (d) => { process.stdout.write(`got ${d}`); process.stderr.write("aside"); })';
  expect(await ask(node, ['-e', echo], { input: 'this' })).toEqual({ stdout: 'got this', stderr: 'aside' });
});

test('A program that was asked and fails, or is not there, is an error with its code', async () => {
  await expect(ask(node, ['-e', 'console.error("why"); process.exit(3)'])).rejects.toMatchObject({
    code: 3,
    stderr: 'why\n',
  });
  await expect(ask('no-such-program', [], { input: 'x' })).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(ask(node, ['-e', 'setInterval(() => {}, 1000)'], { timeout: 200 })).rejects.toMatchObject({
    killed: true,
  });
});

test('A process that was started has an ending in every case', async () => {
  const lines: string[] = [];
  const onLine = (line: string): void => void lines.push(line);
  const failed = await runProcess(node, ['-e', 'console.log("one\\ntwo"); process.exit(4)'], { onLine });
  expect(failed).toMatchObject({ code: 4, stdout: 'one\ntwo\n', late: false });
  expect(lines).toEqual(['one', 'two']);
  const missing = await runProcess('no-such-program', []);
  expect(missing).toMatchObject({ code: null, stderr: expect.stringContaining('ENOENT') });
});

test('A deadline and a signal end a process; only the deadline makes it late', async () => {
  const forever = ['-e', 'console.log("up"); setInterval(() => {}, 1000)'];
  expect(await runProcess(node, forever, { deadlineMs: 300 })).toMatchObject({ code: null, late: true });
  const stop = new AbortController();
  const { ended } = startProcess(node, forever, { signal: stop.signal, onLine: () => stop.abort() });
  expect(await ended).toMatchObject({ code: null, stdout: 'up\n', late: false });
  expect(await runProcess(node, forever, { signal: AbortSignal.abort() })).toMatchObject({ code: null, late: false });
});
