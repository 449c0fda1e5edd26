import { setTimeout as wait } from 'node:timers/promises';
import { demand, eventually, say, settles, test, verify, type Lab, type Observer } from '#testkit';
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

test(
  'lets-in',
  { proves: ['lets-in', 'nothing-lost', 'leaves', 'few-twice'], ...patience },
  async ({ lab, observer, prove }) => {
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
        describe: say('ten-records'),
        seen: () => say('so-many', { count: work.first.length }),
        usually: say('from-its-beginning'),
      }),
    );
    workers.push(letOthersIn({ ...lab, signal: stop.signal }, (value) => work.bySecond(value)));
    const knocked = async () => {
      const { state, members } = await observer.group(lab.groupId);
      return state !== 'Stable' || members.length > 1;
    };
    await orFail(eventually(knocked, { within: 12_000, describe: say('to-knock') }));
    work.msPerRecord = 100;
    work.knock.resolve();
    const before = work.first.length;
    await prove('lets-in', async () => {
      await orFail(
        eventually(() => work.second.length > 0, {
          within: 15_000,
          describe: say('first-of-second'),
          seen: () => say('more-by-first', { count: work.first.length - before }),
          usually: say('no-heartbeats'),
        }),
      );
      const count = work.first.length - before;
      lab.log(say('log', { count }));
      demand(count <= 20, say('let-in-late', { count }), say('pause-too-long'));
    });
    work.msPerRecord = 1;
    const missing = () => values.filter((value) => !work.all().includes(value));
    await prove('nothing-lost', async () => {
      await orFail(
        eventually(() => missing().length === 0, {
          within: 12_000,
          describe: say('every-record'),
          seen: () => say('never-worked-on', { values: missing().slice(0, 5).join(', ') }),
          usually: say('before-it-was-done'),
        }),
      );
    });
    stop.abort();
    await prove('leaves', async () => {
      await settles(Promise.all(workers), { within: 10_000, describe: say('both-to-return') });
    });
    await prove('few-twice', () => {
      const twice = work.all().length - values.length;
      demand(twice <= 5, say('twice', { count: twice }), say('not-resolved'));
    });
    await prove('leaves', async () => {
      verify(say('committed'), {
        expected: { 0: perPartition, 1: perPartition },
        received: await observer.committed(lab.groupId, lab.topic),
        usually: say('end-of-batch'),
      });
      const { members } = await observer.group(lab.groupId);
      demand(members.length === 0, say('still-members', { count: members.length }), say('not-disconnected'));
    });
  },
);

test('stopped-in-a-batch', { proves: ['leaves', 'nothing-lost'], ...patience }, async ({ lab, observer, prove }) => {
  await prepare(lab, observer);
  const stop = new AbortController();
  const done: string[] = [];
  const worker = letOthersIn({ ...lab, signal: stop.signal }, async (value) => {
    done.push(value);
    if (done.length === 10) stop.abort();
    // A worker that looks can see now that it is to stop.
    await new Promise((resolve) => setImmediate(resolve));
  });
  await prove('leaves', async () => {
    await settles(worker, { within: 20_000, describe: say('to-return') });
  });
  await prove('nothing-lost', async () => {
    const committed = await observer.committed(lab.groupId, lab.topic);
    for (const partition of [0, 1]) {
      const worked = done.filter((value) => values.indexOf(value) % 2 === partition).length;
      const offset = committed[partition] ?? 0;
      demand(offset <= worked, say('lost', { partition, worked, offset }), say('left-early'));
    }
  });
});
