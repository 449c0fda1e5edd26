import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel, type Message } from 'kafkajs';
import { demand, eventually, settles, test, verify, wireTap, type Lab, type Observer } from '#testkit';
import { countWhatArrived, type Contestant, type Measured } from './01-count-what-arrived.ts';

const patience = { timeout: 40_000 };
const main = { ...patience, meta: { points: 2 } };
const partitions = 3;
const earlier = 42;

const records = (count: number): Message[] =>
  Array.from({ length: count }, (_, n) => ({ partition: n % partitions, value: `record-${n + 1}` }));

/** The topic as an earlier run has left it. It takes batches of 1,000 bytes at most. */
async function prepare({ topic }: Lab, observer: Observer): Promise<void> {
  await observer.createTopic(topic, { partitions, config: { 'max.message.bytes': '1000' } });
  await observer.produce(topic, records(earlier));
}

type Send = (messages: Message[], acks?: number) => Promise<void>;

interface Entry {
  readonly name: string;
  readonly says: number;
  /** Whether `write` waits for the work. */
  readonly waits: boolean;
  readonly work: (send: Send) => Promise<void>;
}

/** What a contestant notes of its own run. */
interface Run {
  readonly told: string[];
  calledAt: number;
  lastSentAt: number;
  /** When its work was done. */
  overAt: number;
  end: Promise<void>;
}

function enter(lab: Lab, { name, says, waits, work }: Entry) {
  const run: Run = { told: [], calledAt: 0, lastSentAt: 0, overAt: 0, end: Promise.resolve() };
  const contestant: Contestant = {
    name,
    async write(topic) {
      run.told.push(topic);
      run.calledAt = performance.now();
      run.end = perform(lab, topic, run, work);
      run.end.catch(() => {}); // looked at where it is awaited
      if (waits) await run.end;
      return says;
    },
  };
  return { contestant, run };
}

async function perform({ connection }: Lab, topic: string, run: Run, work: Entry['work']): Promise<void> {
  const retry = { initialRetryTime: 50 };
  const producer = new Kafka({ ...connection, retry, logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  await work(async (messages, acks = -1) => {
    run.lastSentAt = performance.now();
    await producer.send({ topic, acks, messages });
  });
  await producer.disconnect();
  run.overAt = performance.now();
}

const reasonFor = ({ said, arrived }: Measured, there: number): string => {
  if (arrived === said) return 'the contestant was believed; what has arrived is for the broker to say';
  if (arrived === there + earlier) return 'what an earlier run had left there was counted as well';
  return 'each partition has offsets of its own; and records may still be under way when write() has resolved';
};

/** Has the contestant measured, and compares that with what stands in the topic. */
async function referee(lab: Lab, observer: Observer, entry: Entry): Promise<void> {
  await prepare(lab, observer);
  const { contestant, run } = enter(lab, entry);
  await using tap = await wireTap(lab.connection);
  const measured = await settles(countWhatArrived({ ...lab, connection: tap.connection }, contestant), {
    within: 12_000,
    describe: `countWhatArrived to return for the contestant "${entry.name}"`,
    usually: 'it waits for records that never come',
  });
  verify('the topics that the contestant was told to write to', { expected: [lab.topic], received: run.told });
  await run.end;
  const ends = await observer.endOffsets(lab.topic);
  const there = ends.reduce((sum, end) => sum + end, 0) - earlier;
  const { said, arrived, perSecond } = measured;
  lab.log(`${entry.name}: said ${said}, counted ${arrived}, ${Math.round(perSecond)} a second; there are ${there}`);
  verify('said, the word of the contestant', { expected: entry.says, received: said });
  verify(`arrived, of the contestant "${entry.name}"`, {
    expected: there,
    received: arrived,
    usually: reasonFor(measured, there),
  });
  verifyPace(measured, run);
  await eventually(() => tap.openConnections() === 0, {
    within: 3_000,
    describe: 'the connections of the referee to be closed',
    seen: () => `${tap.openConnections()} left open`,
    usually: 'disconnect() is missing, or is not in finally',
  });
}

function verifyPace({ arrived, perSecond }: Measured, { calledAt, lastSentAt, overAt }: Run): void {
  if (arrived === 0) {
    verify('perSecond, where nothing has arrived', { expected: 0, received: perSecond });
    return;
  }
  const took = (1_000 * arrived) / perSecond;
  const claim = `${arrived} records at ${Math.round(perSecond)} a second are ${Math.round(took)} ms.`;
  // A hundredth of a second for clocks that are coarse.
  demand(
    took >= lastSentAt - calledAt - 10,
    `${claim} The last record was sent ${Math.round(lastSentAt - calledAt)} ms after write() was called.`,
    'the clock has stopped before the last record was there',
  );
  // Less than the two seconds of silence, and enough for a look at the topic on a busy machine.
  demand(
    took <= overAt - calledAt + 1_500,
    `${claim} The contestant was done, and its last record there, after ${Math.round(overAt - calledAt)} ms.`,
    'the clock went on while nothing came any more; or milliseconds were taken for seconds',
  );
}

test('measures a contestant that is honest', patience, async ({ lab, observer }) => {
  await referee(lab, observer, {
    name: 'honest',
    says: 150,
    waits: true,
    async work(send) {
      for (let portion = 0; portion < 10; portion += 1) await send(records(15));
    },
  });
});

// Every fourth record is too large for the topic. With acks 0 nobody hears of it, and the broker hangs up.
test('counts what is left of records that nobody confirms', main, async ({ lab, observer }) => {
  await referee(lab, observer, {
    name: 'acks 0',
    says: 100,
    waits: true,
    async work(send) {
      for (let n = 0; n < 100; n += 1) {
        const value = 'x'.repeat(n % 4 === 3 ? 2_000 : 20);
        await send([{ partition: n % partitions, value }], 0).catch(() => {});
      }
    },
  });
});

test('counts nothing where nothing has come', patience, async ({ lab, observer }) => {
  await referee(lab, observer, { name: 'all talk', says: 20, waits: true, work: async () => {} });
});

test('lets the clock run until the last record is there', main, async ({ lab, observer }) => {
  await referee(lab, observer, {
    name: 'speaks too soon',
    says: 45,
    waits: false,
    async work(send) {
      for (let portion = 0; portion < 3; portion += 1) {
        await wait(600);
        await send(records(15));
      }
    },
  });
});
