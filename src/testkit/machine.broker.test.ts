import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { eventually } from './eventually.ts';
import type { Lab } from './lab.ts';
import { Machine } from './machine.ts';
import { Observer } from './observer.ts';
import { uniqueName } from './unique-name.ts';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const { connection } = inject('workbook');
const within = 20_000;

const source = `import { Kafka } from 'kafkajs';
export async function send(lab, value) {
  const producer = new Kafka({ ...lab.connection, logLevel: 0 }).producer();
  await producer.connect();
  await producer.send({ topic: lab.topic, messages: [{ value }] });
  await producer.disconnect();
}`;

/** A machine for this program in the place of a learner's, and the values in its topic. */
async function build() {
  const folder = await mkdtemp(join(tmpdir(), 'workbook machine '));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const chapter = join(folder, 'exercises', '01-x');
  await mkdir(chapter, { recursive: true });
  await writeFile(join(chapter, '01-send.ts'), source);
  const observer = new Observer(connection);
  onTestFinished(() => observer[Symbol.asyncDispose]());
  const lab: Lab = {
    connection,
    topic: uniqueName('machine'),
    groupId: 'x',
    signal: AbortSignal.timeout(within),
    log() {},
  };
  await observer.createTopic(lab.topic);
  const suite = pathToFileURL(join(chapter, '01-send.test.ts')).href;
  // As vitest was told of the answer to each suite of the course.
  Object.assign(inject('workbook').subject, { [suite]: join(chapter, '01-send.ts') });
  const machine = await Machine.build(suite, { lab, args: ['x'] });
  const values = async () => (await observer.records(lab.topic)).map(({ value }) => value);
  return { machine, values };
}

const deadline = { within, describe: 'a record to be sent' };

test('dies in the moment of the fault, so that nothing is tried again, and starts anew', async () => {
  const { machine, values } = await build();
  await using program = machine;
  program.start();
  expect(await program.diesAt({ on: 'Produce', do: 'lose-answer' }, deadline)).toBe(true);
  expect(program.ended?.signal).toBe('SIGKILL');
  expect(await values()).toEqual(['x']);
  program.start();
  expect(await program.meets({ on: 'EndTxn', do: 'lose-answer' }, deadline)).toBe(false);
  expect(program.ended?.how).toBe('exit code 0');
  expect(await values()).toEqual(['x', 'x']);
});

test('what is held when it dies reaches the broker when somebody lets it go', async () => {
  const { machine, values } = await build();
  await using program = machine;
  program.start();
  await program.diesAt({ on: 'Produce', do: 'hold' }, deadline);
  expect(await values()).toEqual([]);
  program.letGo();
  await eventually(async () => (await values()).length === 1, { within, describe: 'the record of the dead one' });
});
