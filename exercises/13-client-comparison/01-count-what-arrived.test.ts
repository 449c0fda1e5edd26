import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel, type Message } from 'kafkajs';
import {
  demand,
  eventually,
  isQuiet,
  say,
  settles,
  test,
  verify,
  wireTap,
  type Lab,
  type Observer,
  type SuiteContext,
  type WireTap,
} from '#testkit';
import { countWhatArrived, type Contestant, type Measured } from './01-count-what-arrived.ts';

const patience = { timeout: 40_000 };
const earlier = 42;

type Send = (messages: Message[], acks?: number) => Promise<void>;

interface Entry {
  readonly name: string;
  readonly says: number;
  readonly partitions: number;
  /** Whether `write` waits for the work. */
  readonly waits: boolean;
  readonly work: (send: Send) => Promise<void>;
}

/** What a contestant notes of its own run; times as of `performance.now()`. */
interface Run {
  readonly told: string[];
  calledAt: number;
  lastSentAt: number;
  /** When its word was given. */
  saidAt: number;
  /** When its work was done. */
  overAt: number;
  end: Promise<void>;
}

interface Found {
  readonly measured: Measured;
  readonly run: Run;
  /** How many records of this run stand in the topic. */
  readonly there: number;
  /** How long the referee still looked after the last thing that happened, in milliseconds. */
  readonly silence: number;
}

const spread = (count: number, partitions: number): Message[] =>
  Array.from({ length: count }, (_, n) => ({ partition: n % partitions, value: `record-${n + 1}` }));

const countIn = async (observer: Observer, topic: string): Promise<number> =>
  (await observer.endOffsets(topic)).reduce((sum, end) => sum + end, 0) - earlier;

function enter(lab: Lab, { name, says, waits, work }: Entry) {
  const run: Run = { told: [], calledAt: 0, lastSentAt: 0, saidAt: 0, overAt: 0, end: Promise.resolve() };
  const contestant: Contestant = {
    name,
    async write(topic) {
      run.told.push(topic);
      run.calledAt = performance.now();
      run.end = perform(lab, topic, run, work);
      run.end.catch(() => {}); // looked at where it is awaited
      if (waits) await run.end;
      run.saidAt = performance.now();
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

/** Has the contestant measured, in a topic as an earlier run has left it. It takes batches of 1,000 bytes at most. */
async function referee({ lab, observer }: SuiteContext, tap: WireTap, entry: Entry): Promise<Found> {
  const { partitions } = entry;
  await observer.createTopic(lab.topic, { partitions, config: { 'max.message.bytes': '1000' } });
  await observer.produce(lab.topic, spread(earlier, partitions));
  const { contestant, run } = enter(lab, entry);
  const measured = await settles(countWhatArrived({ ...lab, connection: tap.connection }, contestant), {
    within: 12_000,
    describe: say('to-return', { name: entry.name }),
    usually: say('waits-for-ever'),
  });
  const silence = performance.now() - Math.max(run.lastSentAt, run.saidAt);
  verify(say('told'), { expected: [lab.topic], received: run.told });
  await run.end;
  const there = await countIn(observer, lab.topic);
  const { said, arrived, perSecond } = measured;
  lab.log(say('log', { name: entry.name, said, arrived, perSecond: Math.round(perSecond), there }));
  return { measured, run, there, silence };
}

function reasonFor({ said, arrived }: Measured, there: number): string {
  if (arrived === said) return say('believed');
  if (arrived === there + earlier) return say('earlier-run');
  return say('partitions-or-too-soon');
}

const demandArrived = ({ measured, there }: Found, { name }: Entry): void =>
  verify(say('arrived', { name }), {
    expected: there,
    received: measured.arrived,
    usually: reasonFor(measured, there),
  });

/** The referee has waited long enough to know that nothing more will come. */
function demandSilence({ silence }: Found): void {
  // A hundredth of a second for clocks that are coarse.
  demand(silence >= 1_990, say('gave-up', { ms: Math.round(silence) }), say('when-to-stop'));
}

function demandPace({ measured: { arrived, perSecond }, run }: Found): void {
  if (arrived === 0) {
    verify(say('nothing-a-second'), { expected: 0, received: perSecond });
    return;
  }
  const took = (1_000 * arrived) / perSecond;
  const claim = { arrived, perSecond: Math.round(perSecond), took: Math.round(took) };
  const [sent, said] = [run.lastSentAt - run.calledAt, run.saidAt - run.calledAt];
  demand(took >= sent - 10, say('sent-later', { ...claim, sent: Math.round(sent) }), say('clock-stopped'));
  demand(took >= said - 10, say('said-later', { ...claim, said: Math.round(said) }), say('clock-and-word'));
  // Less than the two seconds of silence, and enough for a look at the topic on a busy machine.
  const over = Math.max(run.overAt, run.saidAt) - run.calledAt;
  demand(took <= over + 1_500, say('done-earlier', { ...claim, over: Math.round(over) }), say('clock-went-on'));
}

async function demandHungUp(tap: WireTap): Promise<void> {
  const isAlone = await isQuiet(() => tap.openConnections());
  demand(isAlone, say('left-open', { count: tap.openConnections() }), say('no-disconnect'));
}

const proves = ['said', 'arrived', 'per-second', 'hangs-up'];

test('miscounts', { proves, ...patience }, async (suite) => {
  await using tap = await wireTap(suite.lab.connection);
  const entry: Entry = {
    name: say('miscounter'),
    says: 140,
    partitions: 5,
    waits: true,
    async work(send) {
      for (let portion = 0; portion < 10; portion += 1) await send(spread(15, 5));
    },
  };
  const found = await referee(suite, tap, entry);
  await suite.prove('hangs-up', () => demandHungUp(tap));
  await suite.prove('said', () =>
    verify(say('said'), { expected: entry.says, received: found.measured.said, usually: say('its-word') }),
  );
  await suite.prove('arrived', () => demandArrived(found, entry));
  await suite.prove('per-second', () => demandPace(found));
});

// Every fourth record is too large for the topic. With acks 0 nobody hears of it, and the broker hangs up.
test('acks-0', { proves: ['late', 'arrived', 'per-second'], ...patience }, async (suite) => {
  const { lab, observer, prove } = suite;
  await using tap = await wireTap(lab.connection);
  const entry: Entry = {
    name: say('nobody-confirms'),
    says: 100,
    partitions: 3,
    waits: true,
    async work(send) {
      for (let n = 0; n < 100; n += 1) {
        const value = 'x'.repeat(n % 4 === 3 ? 2_000 : 20);
        await send([{ partition: n % 3, value }], 0).catch(() => {});
      }
      await settled(observer, lab.topic);
    },
  };
  const found = await referee(suite, tap, entry);
  await prove('late', () => demandSilence(found));
  await prove('arrived', () => demandArrived(found, entry));
  await prove('per-second', () => demandPace(found));
});

/** Waits until what is under way has come: nothing new for a quarter of a second. */
async function settled(observer: Observer, topic: string): Promise<void> {
  let [last, since] = [-1, performance.now()];
  await eventually(
    async () => {
      const count = await countIn(observer, topic);
      if (count !== last) [last, since] = [count, performance.now()];
      return performance.now() - since > 250;
    },
    { describe: say('to-settle') },
  );
}

test('all-talk', { proves: ['late', 'arrived', 'per-second'], ...patience }, async (suite) => {
  await using tap = await wireTap(suite.lab.connection);
  const entry: Entry = { name: say('talker'), says: 20, partitions: 2, waits: true, work: async () => {} };
  const found = await referee(suite, tap, entry);
  await suite.prove('late', () => demandSilence(found));
  await suite.prove('arrived', () => demandArrived(found, entry));
  await suite.prove('per-second', () => demandPace(found));
});

test('too-soon', { proves: ['late', 'per-second'], ...patience }, async (suite) => {
  await using tap = await wireTap(suite.lab.connection);
  const entry: Entry = {
    name: say('hasty'),
    says: 45,
    partitions: 3,
    waits: false,
    async work(send) {
      for (let portion = 0; portion < 3; portion += 1) {
        await wait(900);
        await send(spread(15, 3));
      }
    },
  };
  const found = await referee(suite, tap, entry);
  const { arrived } = found.measured;
  await suite.prove('late', () =>
    demand(arrived >= found.there, say('came-later', { arrived, there: found.there }), say('when-to-stop')),
  );
  await suite.prove('per-second', () => demandPace(found));
});

test('throws', { proves: ['hangs-up'], ...patience }, async ({ lab, observer }) => {
  await observer.createTopic(lab.topic);
  await using tap = await wireTap(lab.connection);
  const contestant: Contestant = { name: say('thrower'), write: () => Promise.reject(new Error(say('gave-in'))) };
  const end = countWhatArrived({ ...lab, connection: tap.connection }, contestant);
  await settles(
    end.catch(() => {}),
    { within: 12_000, describe: say('to-end', { name: contestant.name }) },
  );
  const isAlone = await isQuiet(() => tap.openConnections());
  demand(isAlone, say('left-open', { count: tap.openConnections() }), say('only-where-well'));
});
