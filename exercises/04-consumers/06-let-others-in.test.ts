import { setTimeout as wait } from 'node:timers/promises';
import { demand, eventually, settles, test, verify, type Lab, type Observer } from '#testkit';
import { letOthersIn } from './06-let-others-in.ts';

// Joining a group takes its time where a machine is busy.
const patience = { timeout: 45_000 };
const perPartition = 60;
const values = Array.from({ length: 2 * perPartition }, (_, n) => `record-${n + 1}`);

/** Work of which the first worker does ten records, and then waits until somebody knocks. */
class Work {
  readonly first: string[] = [];
  readonly second: string[] = [];
  readonly knock = Promise.withResolvers<void>();
  msPerRecord = 30;

  async byFirst(value: string): Promise<void> {
    if (this.first.length === 10) await this.knock.promise;
    await wait(this.msPerRecord);
    this.first.push(value);
  }

  async bySecond(value: string): Promise<void> {
    this.second.push(value);
  }

  all(): string[] {
    return [...this.first, ...this.second];
  }
}

async function prepare(lab: Lab, observer: Observer): Promise<void> {
  await observer.createTopic(lab.topic, { partitions: 2 });
  await observer.produce(
    lab.topic,
    values.map((value, n) => ({ partition: n % 2, value })),
  );
}

/** Fails where one of the workers does, and never resolves otherwise. */
const failure = async (workers: Promise<void>[]): Promise<never> => {
  await Promise.all(workers);
  return new Promise(() => {});
};

test('lets a second worker in, loses nothing, repeats little', patience, async ({ lab, observer }) => {
  await prepare(lab, observer);
  const stop = new AbortController();
  const work = new Work();
  const one = letOthersIn({ ...lab, signal: stop.signal }, (value) => work.byFirst(value));
  const workers = [one];
  failure(workers).catch(() => {});
  const orFail = <T>(fact: Promise<T>): Promise<T> => Promise.race([fact, failure(workers)]);
  await orFail(
    eventually(() => work.first.length === 10, {
      within: 12_000,
      describe: 'the first worker to work on ten records',
      seen: () => `${work.first.length} records`,
      usually: 'it has to read the topic from its beginning',
    }),
  );
  workers.push(letOthersIn({ ...lab, signal: stop.signal }, (value) => work.bySecond(value)));
  const knocked = async () => {
    const { state, members } = await observer.group(lab.groupId);
    return state !== 'Stable' || members.length > 1;
  };
  await orFail(eventually(knocked, { within: 12_000, describe: 'the second worker to ask for a place in the group' }));
  work.msPerRecord = 100;
  work.knock.resolve();
  const before = work.first.length;
  await orFail(
    eventually(() => work.second.length > 0, {
      within: 15_000,
      describe: 'the second worker to work on its first record',
      seen: () => `the first one has worked on ${work.first.length - before} more records`,
      usually:
        'the first worker does not send heartbeats from within its batch, so it does not hear that the group waits',
    }),
  );
  const meanwhile = work.first.length - before;
  work.msPerRecord = 1;
  lab.log(`From the knock to the second worker's first record, the first one worked on ${meanwhile} records.`);
  demand(
    meanwhile <= 20,
    `The second worker was let in after the first one had worked on ${meanwhile} more records.`,
    'no heartbeat from within the batch, or too long a pause between two',
  );
  const missing = () => values.filter((value) => !work.all().includes(value));
  await orFail(
    eventually(() => missing().length === 0, {
      within: 12_000,
      describe: 'every record to be worked on',
      seen: () => `never worked on: ${missing().slice(0, 5).join(', ')}`,
      usually: 'a record was resolved or committed before the work on it was done',
    }),
  );
  stop.abort();
  await settles(Promise.all(workers), { within: 10_000, describe: 'both workers to return after the signal' });
  const twice = work.all().length - values.length;
  demand(
    twice <= 5,
    `${twice} records were worked on twice.`,
    'what was done in the batch at hand was not resolved or committed when the partitions were handed over',
  );
  verify('what the group has committed', {
    expected: { 0: perPartition, 1: perPartition },
    received: await observer.committed(lab.groupId, lab.topic),
    usually: 'the end of a batch is not resolved, or not committed',
  });
  const { members } = await observer.group(lab.groupId);
  demand(
    members.length === 0,
    `Both workers have returned, and the group still counts ${members.length} of them as members.`,
    'nobody disconnects the consumer, or nobody waits for it',
  );
});

test('loses nothing when it is stopped in the middle of a batch', patience, async ({ lab, observer }) => {
  await prepare(lab, observer);
  const stop = new AbortController();
  const done: string[] = [];
  const worker = letOthersIn({ ...lab, signal: stop.signal }, async (value) => {
    done.push(value);
    if (done.length === 10) stop.abort();
    // A worker that looks can see now that it is to stop.
    await new Promise((resolve) => setImmediate(resolve));
  });
  await settles(worker, { within: 20_000, describe: 'the worker to return after the signal' });
  const committed = await observer.committed(lab.groupId, lab.topic);
  for (const partition of [0, 1]) {
    const worked = done.filter((value) => values.indexOf(value) % 2 === partition).length;
    const offset = committed[partition] ?? 0;
    demand(
      offset <= worked,
      `Of partition ${partition} ${worked} records are worked on, and the group has committed offset ${offset}: those between are lost.`,
      'a batch that is left early was resolved as a whole',
    );
  }
});
