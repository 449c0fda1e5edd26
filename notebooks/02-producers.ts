// ---
// jupyter:
//   kernelspec:
//     display_name: TypeScript
//     language: typescript
//     name: tslab
// ---

// %% [markdown]
// # 02 · Producers
//
// The lesson says what a record is and what becomes of it. Here you write some, and watch where they go.
//
// Every part goes the same way: **predict**, **run** the cell with Shift+Enter, **investigate** what you see, **modify**
// one thing and run it again. This notebook is your own copy. All times come from your machine.

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
const producer = closedAtEnd(kafka.producer());
await producer.connect();

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
onShutdown(async () => {
  await removeTopics(admin, topics.splice(0));
});

// %% [markdown]
// You will see two clients side by side. Where Confluent's is not installed, its half is left out.

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
// ## 1. What stands in the log
//
// The table below follows a topic, without changing anything in it. It goes on while you run the cells after it.

// %%
import { watchTopic } from '#notebook';

const orders = await newTopic('orders');
const log = await watchTopic(orders);

// %% [markdown]
// **Predict.** Three of these values look alike in a program. Do they look alike in the log?

// %%
import { table } from '#notebook';

const sent = await producer.send({
  topic: orders,
  messages: [
    { key: 'order-7', value: JSON.stringify({ item: 'tea' }) },
    { key: 'order-7', value: JSON.stringify(null) },
    { key: 'order-7', value: '' },
    { key: 'order-7', value: null },
  ],
});
const found = await log.until((records) => records.length === 4);
table(
  found.map(({ offset, valueBytes }) => ({
    offset,
    'bytes of the value': valueBytes ? valueBytes.length : 'no value',
  })),
);

// %% [markdown]
// **Investigate.** The live table shows two of them alike. Only one is a tombstone: which? And all four have the same
// partition: why?
//
// Here is what `send` returned. You sent four records. How many offsets do you get?

// %%
table(sent);

// %% [markdown]
// **Modify.** Give the last message another key and run both cells again, with 8 in the place of 4. When does `send`
// return two entries?

// %% [markdown]
// ## 2. The key chooses the partition
//
// **Predict.** Thirty readings of six sensors go to three partitions, with the sensor as their key. How many partitions
// does one sensor use? Are the partitions equally full?

// %%
import { bars } from '#notebook';

const keyed = await newTopic('keyed');
await producer.send({
  topic: keyed,
  messages: Array.from({ length: 30 }, (_, n) => ({
    key: `sensor-${n % 6}`,
    value: `${n} °C`,
  })),
});
const keyedLog = await watchTopic(keyed);
const readings = await keyedLog.until((records) => records.length === 30);
await keyedLog.stop();

const counts = Map.groupBy(readings, ({ key, partition }) => `${key} ${partition}`);
bars({
  title: 'Where the readings of each sensor stand',
  rows: [...counts.values()].map((same) => ({
    partition: `partition ${same[0]?.partition}`,
    sensor: same[0]?.key,
    records: same.length,
  })),
  x: 'partition',
  y: 'records',
  by: 'sensor',
});

// %% [markdown]
// **Investigate.** Look for a sensor with bars in two partitions. A partition may well have none.
//
// **Modify.** Take the line with `key` away. Then give all readings the same key. What would that do to a topic with fifty
// partitions?

// %% [markdown]
// ## 3. Whose word do you take?
//
// A door in front of the broker notes what passes. Here kafkajs asks for three kinds of confirmation, and sends each of
// them a record that is fine and one of 1.5 MB, which the broker refuses.
//
// **Predict.** What does `send` say of the large record, with acks 0?

// %%
import { openFrontDoor, timed } from '#notebook';

const door = await openFrontDoor();
const watched = closedAtEnd(
  new Kafka({ ...door.connection, logLevel: logLevel.NOTHING }).producer(),
);
await watched.connect();

const words: object[] = [];
for (const acks of [0, 1, -1]) {
  for (const [record, value] of [
    ['small', 'x'],
    ['1.5 MB', 'x'.repeat(1_500_000)],
  ] as const) {
    const topic = await newTopic(`acks-${words.length}`);
    const { value: places, error } = await timed(() =>
      watched.send({ topic, acks, messages: [{ value }] }),
    );
    // Without a confirmation the record may still be on its way.
    if (record === 'small')
      await eventually(async () => (await countOf(topic)) === 1, {
        describe: 'the record',
      });
    words.push({
      acks,
      record,
      'send()': error ? `throws: ${error.message}` : `resolves to ${places?.length} places`,
      'records in the topic': await countOf(topic),
    });
  }
}
await watched.disconnect();
table(words);

async function countOf(topic: string): Promise<number> {
  const offsets = await admin.fetchTopicOffsets(topic);
  return offsets.reduce((sum, { high }) => sum + Number(high), 0);
}

// %% [markdown]
// **Investigate.** In which line does `send` resolve although nothing is stored? On one broker 1 and -1 look alike. What
// would you have to do to three brokers to see the difference?

// %% [markdown]
// ## 4. The same records, four ways
//
// Now the way to the broker counts. Each way below writes the same readings, and ends when all of them are confirmed.

// %%
interface Message {
  key: string;
  value: string;
}

/** What the two clients have in common. */
interface Sender {
  connect(): Promise<unknown>;
  send(record: { topic: string; messages: Message[] }): Promise<unknown>;
  disconnect(): Promise<unknown>;
}

const makers: Record<string, (to: typeof broker) => Sender> = {
  kafkajs: (to) => new Kafka({ ...to, logLevel: logLevel.NOTHING }).producer(),
};
if (confluent) {
  const { KafkaJS } = confluent;
  const quiet = { logLevel: KafkaJS.logLevel.NOTHING };
  makers['Confluent'] = (to) =>
    new KafkaJS.Kafka({ kafkaJS: { ...to, ...quiet } }).producer();
}

type Send = (messages: Message[]) => Promise<unknown>;

const ways: Record<string, (send: Send, messages: Message[]) => Promise<unknown>> = {
  'await each': async (send, messages) => {
    for (const message of messages) await send([message]);
  },
  'wait after every tenth': async (send, messages) => {
    const underWay: Promise<unknown>[] = [];
    for (const [index, message] of messages.entries()) {
      underWay.push(send([message]));
      if (index % 10 === 0) await Promise.all(underWay.splice(0));
    }
    await Promise.all(underWay);
  },
  'start all, await all': async (send, messages) =>
    Promise.all(messages.map((message) => send([message]))),
  'one send': async (send, messages) => send(messages),
};

// %% [markdown]
// **Predict.** For each way and each client: how many requests for 100 readings? Which client is slower when each send is
// awaited?

// %%
import { progress } from '#notebook';

const howMany = 100;
const runs: {
  client: string;
  way: string;
  requests: number;
  batches: number;
  ms: number;
}[] = [];
const bar = progress('ways', Object.keys(makers).length * Object.keys(ways).length);
for (const [client, make] of Object.entries(makers)) {
  for (const [way, write] of Object.entries(ways)) {
    const topic = await newTopic('ways');
    await using tap = await openFrontDoor();
    const sender = make(tap.connection);
    await sender.connect();
    // Made anew each time: Confluent's client writes into the messages that it is handed.
    const messages = Array.from({ length: howMany }, (_, n) => ({
      key: `sensor-${n % 20}`,
      value: JSON.stringify({ n, celsius: 20 + (n % 7) }),
    }));
    const { ms } = await timed(() =>
      write((some) => sender.send({ topic, messages: some }), messages),
    );
    await sender.disconnect();
    runs.push({
      client,
      way,
      requests: tap.count('Produce'),
      batches: tap.batchesTo(topic).length,
      ms,
    });
    bar.update(runs.length);
  }
}
bar.end(`${runs.length} runs`);
table(
  runs.map(({ ms, ...run }) => ({
    ...run,
    ms,
    'times as fast as await each':
      (runs.find(({ client, way }) => client === run.client && way === 'await each')?.ms ??
        NaN) / ms,
  })),
);

// %%
bars({
  title: `Requests for ${howMany} readings`,
  rows: runs,
  x: 'way',
  y: 'requests',
  by: 'client',
});
bars({ title: 'Milliseconds', rows: runs, x: 'way', y: 'ms', by: 'client' });

// %% [markdown]
// **Investigate.** "Start all, await all" is right for one of the clients only. What does that client do with what it is
// given, that the other one does not? And why is it the slower one when each send is awaited?
//
// **Modify.** Set `howMany` to 500. Which of the ways take five times as long, and which do not? Then give Confluent's
// `producer({ 'linger.ms': 0 })` and look at its first and its third way.

// %% [markdown]
// ## 5. A producer for each record
//
// **Predict.** Ten records, and a producer for each of them. How many connections does the broker see, from either
// client? How many requests beside the ten?

// %%
const styles: object[] = [];
for (const [client, make] of Object.entries(makers)) {
  for (const style of ['one for each', 'one for all']) {
    const topic = await newTopic('styles');
    await using tap = await openFrontDoor();
    const { ms } = await timed(async () => {
      let sender = make(tap.connection);
      await sender.connect();
      for (let n = 1; n <= 10; n += 1) {
        await sender.send({ topic, messages: [{ key: `order-${n}`, value: 'tea' }] });
        if (style === 'one for all' || n === 10) continue;
        await sender.disconnect();
        sender = make(tap.connection);
        await sender.connect();
      }
      await sender.disconnect();
    });
    styles.push({
      client,
      style,
      connections: tap.connectionsOpened,
      'requests beside the records': tap.count() - tap.count('Produce'),
      ms,
    });
  }
}
table(styles);

// %% [markdown]
// **Investigate.** What are those requests? Add `tap.requests.map(({ api }) => api)` to the table to see.

// %% [markdown]
// ## 6. Reports by callback
//
// Confluent's client has an older API as well, which works as in C, Python and Go. `produce` only puts a record into a
// queue. A report about each record comes later, when `poll` is called. The queue here has room for 50.
//
// **Predict.** After 50 records we wait until the broker has all of them. Is there room in the queue again?

// %%
const steps: object[] = [];
if (confluent && !broker.ssl && !broker.sasl) {
  const topic = await newTopic('reports');
  const older = new confluent.Producer(
    {
      'bootstrap.servers': broker.brokers.join(','),
      'queue.buffering.max.messages': 50,
      dr_cb: true,
      log_level: 0,
    },
    {},
  );
  let reports = 0;
  older.on('delivery-report', () => {
    reports += 1;
  });
  await new Promise((resolve, reject) => {
    older.connect({}, (error, data) => (error ? reject(error) : resolve(data)));
  });
  const produceOne = (n: number) =>
    older.produce(topic, null, Buffer.from(`reading ${n}`), `sensor-${n}`);
  const look = async (step: string, error?: Error) =>
    steps.push({
      step,
      'records in the topic': await countOf(topic),
      reports,
      error: error?.message,
    });

  for (let n = 1; n <= 50; n += 1) produceOne(n);
  await eventually(async () => (await countOf(topic)) === 50, {
    describe: 'all 50 records',
  });
  await look('50 records produced');
  await look('one more', (await timed(() => produceOne(51))).error);
  older.poll();
  await eventually(() => reports >= 50, { describe: 'the reports' });
  await look('polled');
  await look('one more', (await timed(() => produceOne(51))).error);
  await new Promise((resolve) => older.flush(5_000, resolve));
  await look('flushed');
  await new Promise((resolve) => older.disconnect(resolve));
}
table(steps);

// %% [markdown]
// **Investigate.** What fills the queue: records that are not sent, or reports that nobody has fetched?
//
// **Modify.** Add `older.setPollInterval(100);` after `connect`: it polls ten times a second. What changes?

// %% [markdown]
// ## The end
//
// This notebook tidies up, as your programs should.

// %%
await log.stop();
await removeTopics(admin, topics.splice(0));
await Promise.all([producer.disconnect(), admin.disconnect(), door[Symbol.asyncDispose]()]);
console.log('All connections are closed, all topics are gone.');

// %% [markdown]
// Now make it yourself: the exercises of this chapter are waiting for you.
