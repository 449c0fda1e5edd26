import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, inject, it, onTestFinished } from 'vitest';
import { projectRoot } from '../../project.ts';
import { eventually } from '../../testkit/eventually.ts';
import { cli, copyCourse, type CourseCopy } from '../course.fixture.ts';

let course: CourseCopy;
beforeAll(async () => {
  course = await copyCourse();
});
afterAll(async () => course[Symbol.asyncDispose]());

interface Started {
  readonly child: ChildProcess;
  /** What it has printed. */
  readonly told: () => string;
  readonly address: string;
}

/** `workbook start` without a terminal, once its page can be reached. */
async function started(port: number): Promise<Started> {
  const env = { ...course.env, KAFKA_BOOTSTRAP_SERVERS: inject('workbook').connection.brokers.join(',') };
  const args = [cli, 'start', '--broker', 'given', '--port', String(port)];
  const child = spawn(process.execPath, args, { env, cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += String(chunk)));
  const address = await eventually(() => /Page: (http:\/\/\S+)/.exec(printed)?.[1], {
    within: 30_000,
    describe: 'the address of the page',
    seen: () => printed,
  });
  return { child, told: () => printed, address };
}

const saying = async ({ told }: Started, words: string): Promise<unknown> =>
  eventually(() => told().includes(words), { within: 30_000, describe: words, seen: told });

it('prints the address without a terminal, judges saves, and ends in order at SIGTERM', async () => {
  const running = await started(0);
  const page = await fetch(running.address);
  expect(page.status).toBe(200);
  await saying(running, 'Broker: the given Kafka');
  await writeFile(
    course.path('exercises/01-basics/01-send-a-record.ts'),
    'export function sendARecord() { process.exit(3); }\n',
  );
  await saying(running, 'called process.exit(3)');
  running.child.kill('SIGTERM');
  const [code] = await once(running.child, 'close');
  expect({ code, told: running.told() }).toMatchObject({
    code: 0,
    told: expect.stringContaining('Your progress is kept.'),
  });
});

it('starts with a lesson that is broken, says which and why, and serves the others', async () => {
  const lesson = course.path('lessons/02-later.md');
  await writeFile(lesson, '---\ntitle: Later\n---\n');
  onTestFinished(async () => rm(lesson));
  const running = await started(0);
  expect(running.told()).toMatch(/02-later\.md is broken: field summary: .* Next: correct the file/);
  const status = async (path: string) => (await fetch(running.address + path)).status;
  expect(await Promise.all(['/', '/lessons/basics', '/lessons/later'].map(status))).toEqual([200, 200, 500]);
});

it('takes the next port for the page where the wished one is taken, and says so', async () => {
  const squatter = createServer().listen(0, '127.0.0.1');
  await once(squatter, 'listening');
  onTestFinished(() => void squatter.close());
  const taken = squatter.address();
  const port = taken !== null && typeof taken === 'object' ? taken.port : 0;
  const running = await started(port);
  expect(Number(new URL(running.address).port)).toBeGreaterThan(port);
  expect(running.told()).toContain(`Port ${port} is taken`);
});
