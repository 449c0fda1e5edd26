// ---
// jupyter:
//   kernelspec:
//     display_name: TypeScript
//     language: typescript
//     name: tslab
// ---

// %% [markdown]
// # 13 · Client comparison
//
// The lesson says how clients are compared, and how a comparison misleads. Here you make one of your own, of two clients
// in Node. Then you make it lie.
//
// Every part goes the same way: **predict**, **run** the cell with Shift+Enter, **investigate** what you see, **modify**
// one thing and run it again. This notebook is your own copy. All figures of part 2 and later come from your machine:
// compare them with each other, never with those of another one.

// %%
import { Kafka, logLevel } from 'kafkajs';
import {
  closedAtEnd,
  connection,
  eventually,
  onShutdown,
  removeTopics,
  uniqueTopic,
} from '#notebook';

const broker = connection();
const kafka = new Kafka({ clientId: 'notebook', ...broker, logLevel: logLevel.NOTHING });
const admin = closedAtEnd(kafka.admin());
await admin.connect();

const topics: string[] = [];
/** A topic with three partitions, which is deleted at the end. */
async function newTopic(name: string): Promise<string> {
  const topic = uniqueTopic(name);
  await admin.createTopics({
    topics: [{ topic, numPartitions: 3 }],
    waitForLeaders: false,
  });
  topics.push(topic);
  // A new topic takes a moment until it takes records.
  await eventually(() => admin.fetchTopicOffsets(topic), {
    describe: `${topic} to take records`,
  });
  return topic;
}
/** How many records a topic has ever taken, by the broker's word. */
async function countOf(topic: string): Promise<number> {
  const offsets = await admin.fetchTopicOffsets(topic);
  return offsets.reduce((sum, { high }) => sum + Number(high), 0);
}
onShutdown(async () => {
  await removeTopics(admin, topics.splice(0));
});

// %% [markdown]
// The two are kafkajs and Confluent's client. Where Confluent's is not installed, kafkajs runs against itself.
// @platformatic/kafka is not installed with the workbook: `npm run workbook -- bench --quick` measures it too, with all
// others that your machine can run.

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
// ## 1. What was measured before
//
// `npm run workbook -- bench` lets all clients take turns for about an hour, and writes down every run. Each was tried in
// two styles: `fast` is what its own documentation advises, `plain` waits for each record.
//
// **Predict.** How much slower than the Java client are the clients in Node? How much slower is one client in its plain
// style than in its fast style?

// %%
import { median, newestBench, ranges, table } from '#notebook';

/** What remains of several runs. */
const spreadOf = (figures: readonly number[]) => ({
  median: median(figures),
  least: Math.min(...figures),
  most: Math.max(...figures),
});

const workload = 'produce-1kb';
const bench = newestBench();
if (bench) {
  const { date, kafka: version, machine, workloads } = bench;
  console.log(`${workloads[workload]}. ${date}, Kafka ${version}, ${machine}.`);
  console.log(`There are: ${Object.keys(workloads).join(', ')}.`);
  const turns = bench.turns.filter((turn) => turn.workload === workload);
  const java = turns.filter(
    ({ client, style }) => client === 'java-kafka-clients' && style === 'fast',
  );
  /** The turn's figure divided by Java's of the same round. */
  const toJava = ({ round, perSecond }: (typeof turns)[number]) =>
    perSecond / (java.find((turn) => turn.round === round)?.perSecond ?? NaN);
  const byRow = Map.groupBy(turns, ({ client, style }) => `${client} ${style}`);
  const rows = [...byRow.values()]
    .map((same) => ({
      client: same[0]?.client,
      style: same[0]?.style,
      rounds: same.length,
      ...spreadOf(same.map(({ perSecond }) => Math.round(perSecond))),
      '× Java': median(same.map(toJava)).toPrecision(2),
    }))
    .toSorted((a, b) => b.median - a.median);
  table(rows);
  ranges({
    title: `${workloads[workload]}: median, least and most`,
    rows,
    label: 'client',
    by: 'style',
    unit: 'records a second',
    log: true,
  });
} else {
  console.log('There is no result of a whole benchmark in benchmarks/results.');
  console.log('Go on with part 2: there you measure yourself.');
}

// %% [markdown]
// **Investigate.** The lines go from the least to the most of the rounds. Where the lines of two clients overlap, which of
// the two is faster? What is farther apart: the clients, or the two styles of one of them?
//
// **Modify.** Give `workload` another of the names. Do the clients stand in the same order?

// %% [markdown]
// ## 2. A comparison of your own
//
// Both clients write the same records with the same keys, in arrays of 500, with acks -1. They are connected, and have
// sent a record, before any clock starts. How many records have come, and when the last one was there, says the broker.

// %%
import { randomBytes } from 'node:crypto';

interface Message {
  key: string;
  value: Buffer;
}

interface Sender {
  topic: string;
  send(messages: Message[]): Promise<unknown>;
  disconnect(): Promise<unknown>;
}

const values = Array.from({ length: 500 }, () => randomBytes(200));
const newMessage = (n: number): Message => ({
  key: `order-${n % 100}`,
  value: values[n % values.length] ?? Buffer.alloc(0),
});

/** Connects a producer. */
async function connect(client: string, topic: string, acks: number): Promise<Sender> {
  if (confluent && client === 'Confluent') {
    const { KafkaJS } = confluent;
    const producer = new KafkaJS.Kafka({
      kafkaJS: { ...broker, logLevel: KafkaJS.logLevel.NOTHING },
    }).producer({ kafkaJS: { acks } });
    await producer.connect();
    return {
      topic,
      send: (messages) => producer.send({ topic, messages }),
      disconnect: () => producer.disconnect(),
    };
  }
  const producer = new Kafka({ ...broker, logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  return {
    topic,
    send: (messages) => producer.send({ topic, acks, messages }),
    disconnect: () => producer.disconnect(),
  };
}

const senders: Sender[] = [];
onShutdown(() => Promise.all(senders.splice(0).map((sender) => sender.disconnect())));

/** The same on a topic of its own, with a first record sent: what comes first is slow. */
async function warmedUp(client: string, acks = -1): Promise<Sender> {
  const sender = await connect(client, await newTopic('turns'), acks);
  senders.push(sender);
  await sender.send([newMessage(0)]);
  await eventually(async () => (await countOf(sender.topic)) === 1, {
    describe: 'the first record',
  });
  return sender;
}

// %% [markdown]
// One run, and how the runs take turns. The first round is thrown away. Each round begins with another contestant.

// %%
/** How a run writes. */
interface Way {
  records: number;
  /** How many of them one send is given. */
  array: number;
  /** How many sends are under way at a time. */
  atOnce: number;
}
const fair: Way = { records: 5_000, array: 500, atOnce: 2 };

/** Writes, and waits until the broker has all of it. Resolves with records a second. */
async function measure(sender: Sender, { records, array, atOnce }: Way) {
  // Made anew each time: Confluent's client writes into the messages that it is handed.
  const messages = Array.from({ length: records }, (_, n) => newMessage(n));
  const before = await countOf(sender.topic);
  const start = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (messages.length > 0) await sender.send(messages.splice(0, array));
    }),
  );
  await eventually(async () => (await countOf(sender.topic)) === before + records, {
    describe: 'all records to be there',
    within: 15_000,
  });
  return (1_000 * records) / (performance.now() - start);
}

interface Turn {
  round: number;
  name: string;
  perSecond: number;
}

async function takeTurns(contestants: Map<string, () => Promise<number>>, rounds: number) {
  const turns: Turn[] = [];
  const all = [...contestants];
  for (let round = 0; round <= rounds; round += 1) {
    const begin = round % all.length;
    for (const [name, run] of [...all.slice(begin), ...all.slice(0, begin)]) {
      const perSecond = await run();
      if (round > 0) turns.push({ round, name, perSecond });
    }
  }
  return turns;
}

/** What one has to the other, round by round. */
function ratiosOf(turns: readonly Turn[], name: string, base: string): number[] {
  const figures = (of: string) => turns.filter((turn) => turn.name === of);
  return figures(name).map(
    ({ round, perSecond }) =>
      perSecond / (figures(base).find((turn) => turn.round === round)?.perSecond ?? NaN),
  );
}

// %% [markdown]
// A third contestant takes part: kafkajs **again**, another producer of the same client. The truth about its ratio is
// known: it is 1.
//
// **Predict.** Six rounds. Which client is faster? How far from 1 does kafkajs get from itself in one round?

// %%
const names = ['kafkajs', 'kafkajs again', ...(confluent ? ['Confluent'] : [])];
const contestants = new Map<string, () => Promise<number>>();
for (const name of names) {
  const sender = await warmedUp(name);
  contestants.set(name, () => measure(sender, fair));
}
const fairTurns = await takeTurns(contestants, 6);
table(
  [...Map.groupBy(fairTurns, ({ round }) => round)].map(([round, turns]) => ({
    round,
    ...Object.fromEntries(
      names.map((name) => [
        name,
        Math.round(turns.find((turn) => turn.name === name)?.perSecond ?? NaN),
      ]),
    ),
  })),
);
ranges({
  title: 'Times as fast as kafkajs, each within one round',
  rows: names.map((client) => ({
    client,
    ...spreadOf(ratiosOf(fairTurns, client, 'kafkajs')),
  })),
  label: 'client',
  unit: 'ratio: median, least and most',
  mark: 1,
});

// %% [markdown]
// **Investigate.** The line of "kafkajs again" is what your machine does by itself. A client whose line lies within it:
// what do you know of that client?
//
// **Modify.** Take one round instead of six, and run the cell five times. How often would you have told another story?

// %% [markdown]
// ## 3. Change one thing
//
// Each line below changes one thing in the way the program is written, for both clients.
//
// **Predict.** What moves the figure more: which client, or which style?

// %%
import { progress } from '#notebook';

interface Style extends Way {
  acks: number;
}
const styles: Record<string, Style> = {
  'arrays of 500': { ...fair, acks: -1 },
  'arrays of 500, acks 0': { ...fair, acks: 0 },
  'arrays of 20': { ...fair, records: 1_000, array: 20, acks: -1 },
  'one by one, all started': { records: 400, array: 1, atOnce: 400, acks: -1 },
  'one by one, each awaited': { records: 40, array: 1, atOnce: 1, acks: -1 },
};

const pair = ['kafkajs', confluent ? 'Confluent' : 'kafkajs again'];
const styleRuns: {
  style: string;
  client: string;
  median: number;
  least: number;
  most: number;
}[] = [];
const bar = progress('styles', Object.keys(styles).length);
for (const [style, { acks, ...way }] of Object.entries(styles)) {
  const rivals = new Map<string, () => Promise<number>>();
  for (const client of pair) {
    const sender = await warmedUp(client, acks);
    rivals.set(client, () => measure(sender, way));
  }
  const turns = await takeTurns(rivals, 3);
  for (const client of pair) {
    const figures = turns.filter(({ name }) => name === client);
    styleRuns.push({
      style,
      client,
      ...spreadOf(figures.map(({ perSecond }) => Math.round(perSecond))),
    });
  }
  bar.update(styleRuns.length / pair.length);
}
bar.end(`${styleRuns.length / pair.length} styles`);
table(styleRuns);
ranges({
  title: 'Records a second, by style',
  rows: styleRuns,
  label: 'style',
  by: 'client',
  unit: 'records a second',
  log: true,
});

// %%
/** How many times the greatest median of a group is the least one, in the group where that is most. */
const widest = (field: 'style' | 'client') =>
  Math.max(
    ...[...Map.groupBy(styleRuns, (run) => run[field]).values()].map((same) => {
      const { least, most } = spreadOf(same.map((run) => run.median));
      return most / least;
    }),
  );
table([
  { 'what differs': 'the style, within one client', times: widest('client') },
  { 'what differs': 'the client, within one style', times: widest('style') },
]);

// %% [markdown]
// **Investigate.** In which style do the clients differ most? Confluent's client has a linger of 5 ms where nothing is
// said: who waits for it there?
//
// **Modify.** Give Confluent's `producer({ … })` in part 2 a `'linger.ms': 0` beside `kafkaJS`, and run from there. Which
// dots move?

// %% [markdown]
// ## 4. Make it say the opposite
//
// The same two programs as in part 2. Each line gives one of them another setting, and keeps quiet about it.
//
// **Predict.** Which of these settings are enough to turn the order round?

// %%
interface Change extends Partial<Way> {
  acks?: number;
  /** The clock starts before it connects. */
  connects?: boolean;
}

/** A run with the change, and what has to be there before its clock starts. */
async function prepare(client: string, { acks = -1, connects, ...way }: Change) {
  const changed = { ...fair, records: 2_000, ...way };
  if (!connects) {
    const sender = await warmedUp(client, acks);
    return () => measure(sender, changed);
  }
  const topic = await newTopic('connects');
  return async () => {
    const start = performance.now();
    const sender = await connect(client, topic, acks);
    await measure(sender, changed);
    const seconds = (performance.now() - start) / 1_000;
    await sender.disconnect();
    return changed.records / seconds;
  };
}

const [one = 'kafkajs', two = one] = pair;
const settings: { setting: string; client?: string; change?: Change }[] = [
  { setting: 'the same for both' },
  ...pair.flatMap((client) => [
    { setting: `${client} with acks 0`, client, change: { acks: 0 } },
    { setting: `${client} in arrays of 20`, client, change: { array: 20 } },
    { setting: `${client} connects in the clock`, client, change: { connects: true } },
  ]),
];
const unchanged = new Map<string, () => Promise<number>>();
for (const client of pair) unchanged.set(client, await prepare(client, {}));
const unfairRuns: { setting: string; median: number; least: number; most: number }[] = [];
const unfairBar = progress('settings', settings.length);
for (const { setting, client, change } of settings) {
  const rivals = new Map(unchanged);
  if (client && change) rivals.set(client, await prepare(client, change));
  const turns = await takeTurns(rivals, 3);
  unfairRuns.push({ setting, ...spreadOf(ratiosOf(turns, two, one)) });
  unfairBar.update(unfairRuns.length);
}
unfairBar.end(`${unfairRuns.length} settings`);
ranges({
  title: `Times as fast as ${one}: ${two}`,
  rows: unfairRuns,
  label: 'setting',
  unit: 'ratio: median, least and most',
  mark: 1,
});

// %% [markdown]
// **Investigate.** Every run is true, and every record arrived. What would a reader have to be told to see through it?
//
// **Modify.** Make the greatest lie that you can: two changes at once. Then write the sentence that would have to stand
// below the figure.

// %% [markdown]
// ## 5. Who waits while nobody asks?
//
// Latency of single records, 100 a second for 1.5 seconds. In the middle the broker's door keeps all answers back for 400
// ms. One loop is **closed**: it sends, awaits the answer, and then pauses until the next one. The other one is **open**: it
// sends by the schedule, whatever happens, and its clock starts when the record was due.
//
// **Predict.** How many records are slow in the closed loop, and how many in the open one?

// %%
import { setTimeout as wait } from 'node:timers/promises';
import { chart, openFrontDoor, type WireTap } from '#notebook';

/** Keeps the next answer back. All others come behind it. */
async function stall(door: WireTap, ms: number): Promise<void> {
  const answered = () =>
    door.requestsOf('Produce').filter(({ roundTripMs }) => roundTripMs !== undefined)
      .length;
  const before = answered();
  door.delayAnswers(ms);
  await eventually(() => answered() > before, { describe: 'an answer to keep back' });
  door.delayAnswers(0);
}

const every = 10;
const due = 150;
const stallAt = 50;
const waits: { loop: string; 'sent or due at, ms': number; 'latency, ms': number }[] = [];
for (const loop of ['closed', 'open'] as const) {
  const topic = await newTopic(loop);
  await using door = await openFrontDoor();
  const sender = new Kafka({ ...door.connection, logLevel: logLevel.NOTHING }).producer();
  await sender.connect();
  await sender.send({ topic, messages: [newMessage(0)] });
  const start = performance.now();
  const sendOne = async (n: number, from: number) => {
    await sender.send({ topic, messages: [newMessage(n)] });
    waits.push({
      loop,
      'sent or due at, ms': from - start,
      'latency, ms': performance.now() - from,
    });
  };
  const underWay: Promise<unknown>[] = [];
  for (let n = 0; n < due && performance.now() < start + due * every; n += 1) {
    if (n === stallAt) underWay.push(stall(door, 400));
    if (loop === 'closed') {
      await sendOne(n, performance.now());
      await wait(every);
    } else {
      const dueAt = start + n * every;
      // A timer may ring up to a millisecond early.
      await wait(Math.ceil(Math.max(0, dueAt - performance.now())));
      underWay.push(sendOne(n, dueAt));
    }
  }
  await Promise.all(underWay);
  await sender.disconnect();
}
const latencies = [...Map.groupBy(waits, ({ loop }) => loop)].map(([loop, same]) => ({
  loop,
  ms: same.map((each) => each['latency, ms']).toSorted((a, b) => a - b),
}));
table(
  latencies.map(({ loop, ms }) => ({
    loop,
    records: ms.length,
    'median, ms': median(ms),
    'one in ten waits longer than, ms': ms[Math.floor(0.9 * ms.length)],
    'most, ms': ms.at(-1),
    'longer than 50 ms': ms.filter((each) => each > 50).length,
  })),
);
chart({
  title: 'Latency of each record',
  data: { values: waits },
  mark: { type: 'point', filled: true, opacity: 0.8 },
  height: 160,
  encoding: {
    x: { field: 'sent or due at, ms', type: 'quantitative' },
    y: { field: 'latency, ms', type: 'quantitative' },
    color: { field: 'loop', title: null, sort: null, legend: { orient: 'top' } },
    tooltip: [
      { field: 'loop' },
      { field: 'sent or due at, ms', format: '.0f' },
      { field: 'latency, ms', format: '.1f' },
    ],
  },
});

// %% [markdown]
// **Investigate.** Both saw the same pause. Which of the columns would a report show, and what would it say of the closed
// loop? Where are the records that it did not send?
//
// **Modify.** In the open loop let the clock start at the send: `sendOne(n, performance.now())`. What changes, and when
// would it change more?

// %% [markdown]
// ## 6. What a client can do
//
// `npm run workbook -- matrix` tries each feature of each client, and believes what the broker shows. These are the
// clients in Node.

// %%
import { newestMatrix } from '#notebook';

const matrix = newestMatrix();
const inNode = matrix?.clients.filter(({ language }) => language === 'node') ?? [];
const cellOf = (client: string, feature: string) =>
  matrix?.cells.find((cell) => cell.client === client && cell.feature === feature);
if (matrix) {
  console.log(`${matrix.date}, Kafka ${matrix.kafka}.`);
  table(
    [...new Set(matrix.cells.map(({ feature }) => feature))].map((feature) => ({
      feature,
      ...Object.fromEntries(
        inNode.map(({ name, client, version }) => [
          `${client} ${version}`,
          cellOf(name, feature)?.outcome,
        ]),
      ),
    })),
  );
} else {
  console.log('There is no result of a matrix in benchmarks/results.');
}

// %% [markdown]
// Behind each word stands a proof: what the broker showed, the client's own error, or where it is written that there is
// no such thing.
//
// **Predict.** "works-with-extra": what could the extra of a codec be?

// %%
const feature = 'lz4';
table(
  inNode.map(({ name, client }) => {
    const cell = cellOf(name, feature);
    return {
      client,
      feature,
      outcome: cell?.outcome,
      evidence: cell?.evidence,
      extra: cell?.extra.join(', '),
    };
  }),
);

// %% [markdown]
// **Modify.** Ask for `kip-848`, `partitioner` or `producer` instead. Follow one of the links.
//
// Now prove some cells yourself. Each client writes 50 records with each codec, with nothing installed beside it. What
// arrives is read at the door.
//
// **Predict.** Which of these runs throw?

// %%
import { CompressionTypes } from 'kafkajs';
import { timed } from '#notebook';

const codecs = [
  ['gzip', CompressionTypes.GZIP],
  ['snappy', CompressionTypes.Snappy],
  ['lz4', CompressionTypes.LZ4],
  ['zstd', CompressionTypes.ZSTD],
] as const;

const proofs: object[] = [];
const codecDoor = await openFrontDoor();

/** Has the client write with a codec, and looks at the door for what it has made of it. */
async function prove(
  client: string,
  codec: string,
  send: (topic: string) => Promise<unknown>,
) {
  const topic = await newTopic(codec);
  const { error } = await timed(() => send(topic));
  const seen = codecDoor.batchesTo(topic).map((batch) => batch.codec);
  proofs.push({
    client,
    codec,
    'send()': error ? `throws: ${error.message}` : 'resolves',
    'codec of the batches': [...new Set(seen)].join(', '),
    'the matrix says': cellOf(`node-${client}`, codec)?.outcome,
  });
}

const compressing = new Kafka({
  ...codecDoor.connection,
  logLevel: logLevel.NOTHING,
}).producer();
await compressing.connect();
const someMessages = () => Array.from({ length: 50 }, () => newMessage(0));
for (const [codec, compression] of codecs) {
  await prove('kafkajs', codec, (topic) =>
    compressing.send({ topic, compression, messages: someMessages() }),
  );
  if (!confluent) continue;
  const { KafkaJS } = confluent;
  const producer = new KafkaJS.Kafka({
    kafkaJS: { ...codecDoor.connection, logLevel: KafkaJS.logLevel.NOTHING },
  }).producer({ 'compression.codec': codec });
  await producer.connect();
  await prove('confluent', codec, (topic) =>
    producer.send({ topic, messages: someMessages() }),
  );
  await producer.disconnect();
}
await compressing.disconnect();
await codecDoor[Symbol.asyncDispose]();
table(proofs);

// %% [markdown]
// **Investigate.** kafkajs throws where the matrix says that it works with something extra. Is one of the two wrong?
//
// **Modify.** Give kafkajs a codec, before the cell above: `CompressionCodecs` of kafkajs takes, by the codec's number, a
// function that returns `compress({ buffer })` and `decompress(buffer)`, both async. Node brings zstd in `node:zlib`. What
// does the door see now?

// %% [markdown]
// ## The end
//
// This notebook tidies up, as your programs should.

// %%
await Promise.all(senders.splice(0).map((sender) => sender.disconnect()));
await removeTopics(admin, topics.splice(0));
await admin.disconnect();
console.log('All connections are closed, all topics are gone.');

// %% [markdown]
// Now make it yourself: the exercises of this chapter are waiting for you.
