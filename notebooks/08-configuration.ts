// ---
// jupyter:
//   kernelspec:
//     display_name: TypeScript
//     language: typescript
//     name: tslab
// ---

// %% [markdown]
// # 08 · Configuration
//
// The lesson says what each setting does. Here you turn them, one at a time, and count at the broker's door what changes.
//
// Every part goes the same way: **predict**, **run** the cell with Shift+Enter, **investigate** what you see, **modify**
// one thing and run it again. This notebook is your own copy. Compare with your own start, never with a time on paper.

// %%
import { setTimeout as wait } from 'node:timers/promises';
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import {
  closedAtEnd,
  connection,
  deleteGroups,
  onShutdown,
  openFrontDoor,
  removeTopics,
  uniqueGroup,
  uniqueTopic,
  type WireTap,
} from '#notebook';

const broker = connection();
const kafka = new Kafka({ clientId: 'notebook', ...broker, logLevel: logLevel.NOTHING });
const admin = closedAtEnd(kafka.admin());
await admin.connect();
const producer = closedAtEnd(kafka.producer());
await producer.connect();

const topics: string[] = [];
const groups: string[] = [];
/** A topic with one partition, which is deleted at the end. */
async function newTopic(name: string): Promise<string> {
  const topic = uniqueTopic(name);
  await admin.createTopics({ topics: [{ topic }], waitForLeaders: true });
  topics.push(topic);
  return topic;
}
onShutdown(async () => {
  if (groups.length > 0) await deleteGroups(admin, groups.splice(0));
  await removeTopics(admin, topics.splice(0));
});

// %% [markdown]
// Some settings exist in Confluent's client only. Where it is not installed, those cells show nothing.

// %%
const confluent = await import('@confluentinc/kafka-javascript').then(
  (module) => module.default,
  () => undefined,
);
console.log(
  confluent
    ? "Confluent's client is here."
    : "Confluent's client is not installed: you see kafkajs alone.",
);

// %% [markdown]
// ## 1. How long to wait for company
//
// Orders come in one at a time, one every two milliseconds. Nobody waits for one before the next comes. `linger.ms` is how
// long a record waits for others before its batch leaves.
//
// **Predict.** 200 orders. How many batches with a linger of 0, of 5, of 50? What does the order itself pay?

// %%
import { bars, median, table, timed } from '#notebook';

interface LingerRun {
  linger: string;
  batches: number;
  'records in a batch': number;
  'ms until confirmed (median)': number;
}
const lingerRuns: LingerRun[] = [];

/** Sends an order every two milliseconds. */
async function trickle(
  linger: string,
  topic: string,
  send: (value: string) => Promise<unknown>,
  batches: () => number,
) {
  // Warm first: the first requests of a program are slow.
  for (let n = 0; n < 20; n += 1) await send('warm');
  const before = batches();
  const waits: Promise<number>[] = [];
  const start = performance.now();
  for (let n = 0; n < 200; n += 1) {
    waits.push(timed(() => send(`order ${n}`)).then(({ ms }) => ms));
    await wait(Math.max(0, start + 2 * n - performance.now()));
  }
  const ms = median(await Promise.all(waits));
  lingerRuns.push({
    linger,
    batches: batches() - before,
    'records in a batch': 200 / (batches() - before),
    'ms until confirmed (median)': ms,
  });
}

if (confluent) {
  const { KafkaJS } = confluent;
  for (const linger of [0, 5, 50]) {
    const topic = await newTopic('linger');
    await using door = await openFrontDoor();
    const lingering = new KafkaJS.Kafka({
      kafkaJS: { ...door.connection, logLevel: KafkaJS.logLevel.NOTHING },
    }).producer({ 'linger.ms': linger });
    await lingering.connect();
    await trickle(
      `Confluent, ${linger} ms`,
      topic,
      (value) => lingering.send({ topic, messages: [{ value }] }),
      () => door.batchesTo(topic).length,
    );
    await lingering.disconnect();
  }
}
{
  const topic = await newTopic('linger');
  await using door = await openFrontDoor();
  const sender = new Kafka({ ...door.connection, logLevel: logLevel.NOTHING }).producer();
  await sender.connect();
  await trickle(
    'kafkajs, has none',
    topic,
    (value) => sender.send({ topic, messages: [{ value }] }),
    () => door.batchesTo(topic).length,
  );
  await sender.disconnect();
}
table(lingerRuns);
bars({
  title: 'Batches for 200 orders',
  rows: lingerRuns,
  x: 'linger',
  y: 'batches',
  by: 'linger',
});

// %% [markdown]
// **Investigate.** Fewer batches are less work for the broker. Who pays for it, and how much?
//
// **Modify.** Let the orders come all at once: replace the `wait` with nothing. Does the linger still matter?

// %% [markdown]
// ## 2. What a codec makes of a batch
//
// The same clicks, in batches of 1, 10, 100 and 1,000, with each codec. Then bytes drawn by lot, which repeat nothing.
//
// **Predict.** A batch of one record: does gzip make it smaller? And random bytes?

// %%
import { randomBytes } from 'node:crypto';

const pages = ['/', '/tea', '/tea/green', '/coffee', '/basket', '/checkout'];
const clicks = Array.from({ length: 1_000 }, (_, n) =>
  Buffer.from(
    JSON.stringify({
      visitor: `visitor-${((n * 7_919) % 104_729).toString(36)}`,
      page: `https://shop.example${pages[(n * n) % pages.length]}?campaign=autumn`,
      at: new Date(1_763_800_000_000 + n * 137).toISOString(),
    }),
  ),
);
const noise = clicks.map((click) => randomBytes(click.length));

interface CodecRun {
  data: string;
  codec: string;
  'records in a batch': number;
  'bytes for each record': number;
  '% of no codec': number;
}
const codecRuns: CodecRun[] = [];
const codecNames = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;
type CodecName = (typeof codecNames)[number];

interface CodecSender {
  send(record: { topic: string; messages: { value: Buffer }[] }): Promise<unknown>;
  disconnect(): Promise<unknown>;
}

/** A producer with this codec. */
async function newSender(
  codec: CodecName,
  { connection: via }: WireTap,
): Promise<CodecSender> {
  if (confluent) {
    const { KafkaJS } = confluent;
    const sender = new KafkaJS.Kafka({
      kafkaJS: { ...via, logLevel: KafkaJS.logLevel.NOTHING },
    }).producer({ 'compression.codec': codec, 'linger.ms': 20 });
    await sender.connect();
    return sender;
  }
  const sender = new Kafka({ ...via, logLevel: logLevel.NOTHING }).producer();
  await sender.connect();
  const compression = codec === 'gzip' ? CompressionTypes.GZIP : CompressionTypes.None;
  return {
    send: (record) => sender.send({ ...record, compression }),
    disconnect: () => sender.disconnect(),
  };
}

const samples = [
  ...[1, 10, 100, 1_000].map((size) => ({ data: 'clicks', values: clicks.slice(0, size) })),
  { data: 'random bytes', values: noise },
];
// kafkajs brings one codec of its own.
const codecs = confluent ? codecNames : (['none', 'gzip'] as const);
const plain: number[] = [];
for (const codec of codecs) {
  const topic = await newTopic(codec);
  await using door = await openFrontDoor();
  const sender = await newSender(codec, door);
  const sum = () => door.batchesTo(topic).reduce((bytes, batch) => bytes + batch.bytes, 0);
  for (const [index, { data, values }] of samples.entries()) {
    const before = sum();
    await sender.send({ topic, messages: values.map((value) => ({ value })) });
    const bytes = (sum() - before) / values.length;
    plain[index] ??= bytes;
    codecRuns.push({
      data,
      codec,
      'records in a batch': values.length,
      'bytes for each record': bytes,
      '% of no codec': (100 * bytes) / (plain[index] ?? NaN),
    });
  }
  await sender.disconnect();
}
table(codecRuns);

// %%
import { chart } from '#notebook';

chart({
  title: 'What a codec leaves of a batch of clicks, in percent',
  data: {
    values: codecRuns.filter(({ data, codec }) => data === 'clicks' && codec !== 'none'),
  },
  mark: { type: 'line', point: true },
  height: 180,
  encoding: {
    x: {
      field: 'records in a batch',
      type: 'quantitative',
      scale: { type: 'log' },
      axis: { values: [1, 10, 100, 1_000] },
    },
    y: { field: '% of no codec', type: 'quantitative' },
    color: {
      field: 'codec',
      sort: null,
      title: null,
      legend: { orient: 'top' },
    },
    tooltip: [
      { field: 'codec' },
      { field: 'records in a batch' },
      { field: '% of no codec', format: '.0f' },
    ],
  },
});

// %% [markdown]
// **Investigate.** Which matters more: which codec, or how large the batch is?
//
// **Modify.** Replace `JSON.stringify({ visitor … })` by data of your own work. Which codec would you choose?

// %% [markdown]
// ## 3. A far broker: who waits for what
//
// The door holds each answer back for 20 ms, as a broker in another data centre would. Sixty sends are started at once. A
// request is **in flight** while its answer is not there; the setting says how many may be.
//
// **Predict.** How long with one in flight, with five, without a limit? And with acks 0, one at a time?

// %%
interface FlightRun {
  setting: string;
  ms: number;
  'times as fast as the first': number;
}
const flightRuns: FlightRun[] = [];
for (const [setting, maxInFlightRequests, acks] of [
  ['1 in flight, acks -1', 1, -1],
  ['1 in flight, acks 0', 1, 0],
  ['5 in flight, acks -1', 5, -1],
  ['no limit, acks -1', undefined, -1],
] as const) {
  const topic = await newTopic('flight');
  await using door = await openFrontDoor();
  const sender = new Kafka({
    ...door.connection,
    logLevel: logLevel.NOTHING,
  }).producer(maxInFlightRequests === undefined ? {} : { maxInFlightRequests });
  await sender.connect();
  await sender.send({ topic, messages: [{ value: 'warm' }] });
  door.delayAnswers(20);
  const { ms } = await timed(() =>
    Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        sender.send({ topic, acks, messages: [{ value: `order ${n}` }] }),
      ),
    ),
  );
  await sender.disconnect();
  flightRuns.push({
    setting,
    ms,
    'times as fast as the first': (flightRuns[0]?.ms ?? ms) / ms,
  });
}
table(flightRuns);
bars({
  title: 'Sixty sends to a broker 20 ms away, in milliseconds',
  rows: flightRuns,
  x: 'setting',
  y: 'ms',
  by: 'setting',
});

// %% [markdown]
// **Investigate.** With acks 0 nothing is confirmed, and nothing is waited for. What else brings nearly as much, and keeps
// the confirmation?
//
// **Modify.** Put all sixty into one `send`. What is left for the in-flight setting to win?

// %% [markdown]
// ## 4. Timeouts and retries
//
// Now the answers come 600 ms late, and the client gives up waiting after 200. The broker has stored the order; the client
// does not know, and tries again.
//
// **Predict.** Three orders, A, B and C. The answer to B is late. What stands in the topic in the end?

// %%
import { watchTopic } from '#notebook';

const retryRuns: object[] = [];
for (const idempotent of [false, true]) {
  const topic = await newTopic('retries');
  await using door = await openFrontDoor();
  const retry = { retries: 2, initialRetryTime: 50 };
  const hasty = new Kafka({
    ...door.connection,
    logLevel: logLevel.NOTHING,
    requestTimeout: 200,
    retry,
  }).producer({ idempotent, maxInFlightRequests: 1, retry });
  await hasty.connect();
  const outcomes: string[] = [];
  for (const value of ['A', 'B', 'C']) {
    door.delayAnswers(value === 'B' ? 600 : 0);
    const { error } = await timed(() => hasty.send({ topic, messages: [{ value }] }));
    outcomes.push(`${value}: ${error ? 'throws' : 'resolves'}`);
    // Late answers on their way would delay the next order too.
    if (value === 'B') await wait(700);
  }
  await hasty.disconnect();
  const view = await watchTopic(topic);
  const records = await view.until((seen) => seen.length >= 2);
  await view.stop();
  retryRuns.push({
    idempotent,
    'what send() said': outcomes.join(', '),
    requests: door.count('Produce'),
    'in the topic': records.map(({ value }) => value).join(' '),
  });
}
table(retryRuns);

// %% [markdown]
// **Investigate.** Without idempotence B stands there several times, although `send` threw. With it B is there once. But
// look at C in the second row: what did `send` say, and is it there?
//
// **Modify.** Give `requestTimeout` 2,000. Which of the two settings do you still need?

// %% [markdown]
// ## 5. How much to fetch
//
// A backlog of 400 records of 5 kB. A consumer says how many bytes it takes at once, and how long the broker may hold a
// request when there is nothing.
//
// **Predict.** How many fetches with 16 kB for a partition, and how many with 1 MB? How many in a second of silence?

// %%
const backlog = await newTopic('backlog');
for (let part = 0; part < 10; part += 1) {
  await producer.send({
    topic: backlog,
    messages: Array.from({ length: 40 }, () => ({ value: randomBytes(5_000) })),
  });
}
console.log('2 MB are waiting.');

// %%
import { eventually } from '#notebook';

interface FetchRun {
  'bytes for a partition': number;
  'fetches for 400 records': number;
  ms: number;
  'ms the broker may wait': number;
  'fetches in an idle second': number;
}
const fetchRuns: FetchRun[] = [];
for (const [maxBytesPerPartition, maxWaitTimeInMs] of [
  [16_384, 20],
  [131_072, 200],
  [1_048_576, 1_000],
] as const) {
  await using door = await openFrontDoor();
  const groupId = uniqueGroup('fetches');
  groups.push(groupId);
  const reader = new Kafka({ ...door.connection, logLevel: logLevel.NOTHING }).consumer({
    groupId,
    maxBytesPerPartition,
    maxWaitTimeInMs,
  });
  await reader.connect();
  await reader.subscribe({ topic: backlog, fromBeginning: true });
  let seen = 0;
  const { ms } = await timed(async () => {
    await reader.run({
      eachMessage: async () => {
        seen += 1;
      },
    });
    await eventually(() => seen === 400, {
      describe: 'the backlog',
      within: 20_000,
    });
  });
  const reading = door.count('Fetch');
  await wait(1_000);
  const idle = door.count('Fetch') - reading;
  await reader.disconnect();
  fetchRuns.push({
    'bytes for a partition': maxBytesPerPartition,
    'fetches for 400 records': reading,
    ms,
    'ms the broker may wait': maxWaitTimeInMs,
    'fetches in an idle second': idle,
  });
}
table(fetchRuns);
bars({
  title: 'Fetch requests for a backlog of 2 MB',
  rows: fetchRuns,
  x: 'bytes for a partition',
  y: 'fetches for 400 records',
  by: 'bytes for a partition',
});

// %% [markdown]
// **Investigate.** A batch is handed out whole, also where it is larger than the limit. Where do you see it?
//
// **Modify.** Write the backlog with 4 records in a send, not 40, and run both cells again.

// %% [markdown]
// ## The end
//
// This notebook tidies up, as your programs should.

// %%
await deleteGroups(admin, groups.splice(0));
await removeTopics(admin, topics.splice(0));
await Promise.all([producer.disconnect(), admin.disconnect()]);
console.log('All connections are closed, all topics are gone.');

// %% [markdown]
// Now make it yourself: the exercises of this chapter are waiting for you.
