// ---
// jupyter:
//   kernelspec:
//     display_name: TypeScript
//     language: typescript
//     name: tslab
// ---

// %% [markdown]
// # 06 · Errors
//
// The lesson says what passes and what stays. Here you break things on purpose, change one setting, and count what the
// broker has in the end.
//
// Every part goes the same way: **predict**, **run** the cell with Shift+Enter, **investigate**, then **modify** one thing
// and run it again. This notebook is your own copy. All times come from your machine.

// %%
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel, type RetryOptions } from 'kafkajs';
import {
  closedAtEnd,
  connection,
  deleteGroups,
  eventually,
  openFrontDoor,
  removeTopics,
  uniqueGroup,
  uniqueTopic,
} from '#notebook';

const broker = connection();
const kafka = new Kafka({ clientId: 'notebook', ...broker, logLevel: logLevel.NOTHING });
const admin = closedAtEnd(kafka.admin());
const producer = closedAtEnd(kafka.producer());
await admin.connect();
await producer.connect();
const topics: string[] = [];
const groups: string[] = [];

/** Makes a topic and writes these values to it, spread over its partitions. */
async function newTopic(name: string, values: string[] = [], partitions = 1) {
  const topic = uniqueTopic(name);
  topics.push(topic);
  const timeout = 30_000; // a busy machine may need more than the usual 5 s
  await admin.createTopics({ timeout, topics: [{ topic, numPartitions: partitions }] });
  await eventually(() => admin.fetchTopicOffsets(topic), {
    within: 30_000,
    describe: 'the topic to take records',
  });
  const messages = values.map((value, n) => ({ value, partition: n % partitions }));
  if (messages.length > 0) await producer.send({ topic, messages });
  return topic;
}

/** How many records stand in a topic. */
async function countRecords(topic: string) {
  const offsets = await admin.fetchTopicOffsets(topic);
  return offsets.reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0);
}

/** A consumer of a group of its own that stops quickly. */
function newConsumer() {
  const groupId = uniqueGroup('workers');
  groups.push(groupId);
  const consumer = closedAtEnd(
    kafka.consumer({ groupId, maxWaitTimeInMs: 100, heartbeatInterval: 200 }),
  );
  return { groupId, consumer };
}

// %% [markdown]
// ## 1. What `send` says, and what is there
//
// Twelve orders are sent, one after the other. A door between client and broker loses the answer to every third of them:
// the broker has stored the order, and the producer never hears of it.
//
// **Predict.** For each of the three producers: how many sends resolve, how many throw, how many records does the broker
// have?

// %%
import { bars } from '#notebook';

const producers: { producer: string; retry: RetryOptions; idempotent: boolean }[] = [
  { producer: 'no retries', retry: { retries: 0 }, idempotent: false },
  { producer: 'retries', retry: { retries: 5, initialRetryTime: 50 }, idempotent: false },
  {
    producer: 'retries, idempotent',
    retry: { retries: 5, initialRetryTime: 50 },
    idempotent: true,
  },
];
const told: object[] = [];

for (const { producer: name, retry, idempotent } of producers) {
  const topic = await newTopic('orders');
  const door = await openFrontDoor({ log: () => {} });
  const sender = new Kafka({ ...door.connection, logLevel: logLevel.NOTHING }).producer({
    retry,
    idempotent,
  });
  await sender.connect();
  const counts = { resolved: 0, threw: 0 };
  for (let n = 1; n <= 12; n += 1) {
    // #region every-third
    if (n % 3 === 0) door.fault({ on: 'Produce', do: 'lose-answer' });
    // #endregion
    await sender.send({ topic, messages: [{ value: `order ${n}` }] }).then(
      () => (counts.resolved += 1),
      () => (counts.threw += 1),
    );
  }
  const stored = await countRecords(topic);
  for (const [what, number] of Object.entries({ ...counts, stored }))
    told.push({ producer: name, what, number });
  await sender.disconnect();
  await door[Symbol.asyncDispose]();
}
bars({
  title: 'What the producer was told, and what the broker has',
  rows: told,
  x: 'producer',
  y: 'number',
  by: 'what',
});

// %% [markdown]
// **Investigate.** Twelve orders. Which producer has *too many* records, and was told that all is well? Which one was told of
// failures that were none?
//
// **Modify.** Write `'lose-request'` in place of `'lose-answer'`: now the connection breaks before the broker has the order.
// Which of the three charts changes, and which one looks as before?

// %% [markdown]
// ## 2. All at one moment
//
// Twenty clients lose their server in the same moment, and each tries to connect again three times. A part of each pause is
// random: kafkajs calls that part `factor`, 0.2 where you say nothing.
//
// **Predict.** With `factor: 0` nothing is random. When do the twenty come back? And with 0.5?

// %%
import { chart, rudeServer } from '#notebook';

const waves: { factor: string; from: number; visits: number }[] = [];
const waveOf = (at: number) => Math.floor(at / 100) * 100;

for (const factor of [0, 0.5]) {
  await using server = await rudeServer();
  const retry = { factor, retries: 3, initialRetryTime: 100, multiplier: 2 };
  const clients = Array.from({ length: 20 }, () =>
    new Kafka({ brokers: [server.address], retry, logLevel: logLevel.NOTHING }).admin(),
  );
  await Promise.all(clients.map((client) => client.connect().catch(() => {})));
  for (const [from, visits] of Map.groupBy(server.visits, waveOf))
    waves.push({ factor: `factor ${factor}`, from, visits: visits.length });
}
chart({
  title: 'Visits in each 100 ms',
  data: { values: waves },
  mark: { type: 'bar', width: 10 },
  height: 100,
  encoding: {
    row: { field: 'factor', title: null },
    x: { field: 'from', type: 'quantitative', title: 'milliseconds since the first visit' },
    y: { field: 'visits', type: 'quantitative' },
    tooltip: [{ field: 'from' }, { field: 'visits' }],
  },
});

// %% [markdown]
// **Investigate.** How high is the highest bar of the first chart, how high the one of the second? A server that comes back
// slowly has to bear the highest bar.
//
// **Modify.** Let `multiplier` be 1, so that the pauses do not grow. How many of the visits of `factor: 0` come at once now?

// %% [markdown]
// ## 3. Who waits for whom?
//
// Twelve orders. For two of them the payment fails once and has to be tried again half a second later. One handler
// sleeps that long, the other one sends the order to a retry topic and goes on.
//
// **Predict.** When is order 12 paid, in the one case and in the other?

// %%
import { dots } from '#notebook';

const orders = Array.from({ length: 12 }, (_, n) => `order ${n + 1}`);
const paid: { handler: string; at: number; order: string }[] = [];
const inRetryTopic: Record<string, number> = {};

for (const handler of ['sleeps', 'retry topic']) {
  const topic = await newTopic('orders', orders);
  const retryTopic = await newTopic('orders-retry');
  const { consumer } = newConsumer();
  const failed = new Set<string>();
  const start = performance.now();
  /** Fails the first time for two of the orders. */
  const pay = (order: string) => {
    const fails = ['order 3', 'order 6'].includes(order) && !failed.has(order);
    if (fails) failed.add(order);
    else paid.push({ handler, at: performance.now() - start, order });
    return !fails;
  };
  await consumer.connect();
  await consumer.subscribe({ topics: [topic, retryTopic], fromBeginning: true });
  await consumer.run({
    eachBatchAutoResolve: false,
    eachBatch: async (payload) => {
      for (const { value, headers, offset } of payload.batch.messages) {
        const early = Number(headers?.['due'] ?? 0) - Date.now();
        if (early > 0) {
          setTimeout(payload.pause(), early);
          return;
        }
        if (!pay(String(value))) {
          if (handler === 'sleeps') {
            await wait(500);
            pay(String(value));
          } else {
            const due = { due: String(Date.now() + 500) };
            await producer.send({ topic: retryTopic, messages: [{ value, headers: due }] });
          }
        }
        payload.resolveOffset(offset);
        await payload.heartbeat();
      }
    },
  });
  const all = () =>
    paid.filter((each) => each.handler === handler).length === orders.length;
  await eventually(all, { within: 20_000, describe: 'all orders to be paid' });
  inRetryTopic[handler] = await countRecords(retryTopic);
  await consumer.disconnect();
}
dots({
  title: 'Each dot is an order that was paid',
  rows: paid,
  label: 'handler',
  at: 'at',
});

// %%
import { table } from '#notebook';

table(
  ['sleeps', 'retry topic'].map((handler) => ({
    handler,
    'records in the retry topic': inRetryTopic[handler],
    'in this order': paid
      .filter((each) => each.handler === handler)
      .map((each) => each.order),
  })),
);

// %% [markdown]
// **Investigate.** The retry topic lets ten orders pass. What did that cost? Look at the order of the second row.
//
// **Modify.** Let `'order 12'` fail as well: write it into the list in `pay`. How long do the two handlers take now?

// %% [markdown]
// ## 4. How long to hold back?
//
// The database is away for 1.2 s, and three partitions of orders wait. After a failure the handler pauses everything for a
// while (a **circuit breaker**), then tries with one order.
//
// **Predict.** How often is the database asked in vain, with a pause of 50, 200 and 800 ms? How long after its return is
// all done?

// %%
interface Held {
  'pause (ms)': number;
  'asked in vain': number;
  'done after its return (ms)': number;
}
const held: Held[] = [];

for (const pauseMs of [50, 200, 800]) {
  const topic = await newTopic('orders', orders, 3);
  const { consumer } = newConsumer();
  const back = performance.now() + 1_200;
  let [vain, done, isOpen] = [0, 0, false];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachBatchAutoResolve: false,
    eachBatch: async (payload) => {
      for (const { offset } of payload.batch.messages) {
        if (isOpen) return;
        if (performance.now() < back) {
          vain += 1;
          isOpen = true;
          consumer.pause([{ topic }]);
          setTimeout(() => {
            isOpen = false;
            consumer.resume([{ topic }]);
          }, pauseMs);
          return; // not resolved: it comes again
        }
        done += 1;
        payload.resolveOffset(offset);
      }
    },
  });
  await eventually(() => done === 12, {
    within: 20_000,
    describe: 'all orders to be done',
  });
  held.push({
    'pause (ms)': pauseMs,
    'asked in vain': vain,
    'done after its return (ms)': performance.now() - back,
  });
  await consumer.disconnect();
}
table(held);

// %%
chart({
  title: 'How often the database was asked in vain',
  data: { values: held },
  mark: 'bar',
  encoding: {
    x: { field: 'pause (ms)', type: 'ordinal', axis: { labelAngle: 0 } },
    y: { field: 'asked in vain', type: 'quantitative' },
    tooltip: [
      { field: 'asked in vain' },
      { field: 'done after its return (ms)', format: '.0f' },
    ],
  },
});

// %% [markdown]
// **Investigate.** A pause that is twice as long asks half as often. What does it cost, at most?
//
// **Modify.** Take the line `if (isOpen) return;` away. Three partitions were fetched together: how often is the database
// asked now?

// %% [markdown]
// ## 5. Who is still there?
//
// Four consumers meet the same record, and each handler throws something else. After two seconds we ask the broker who is
// still a member of its group.
//
// **Predict.** Which of the four has stopped for good?

// %%
const throwing: Record<string, () => unknown> = {
  'an Error': () => {
    throw new Error('the database is away');
  },
  'what JSON.parse throws': () => JSON.parse('{"cups":'),
  'a TypeError': () => {
    const order: { customer: { name: string } } = JSON.parse('{}');
    return order.customer.name;
  },
  'a string': () => {
    throw 'the database is away';
  },
};

const still = Object.entries(throwing).map(async ([thrown, fail]) => {
  const topic = await newTopic('orders', ['order 1', 'order 2']);
  const { consumer, groupId } = newConsumer();
  let attempts = 0;
  let restart = '';
  consumer.on('consumer.crash', ({ payload }) => void (restart = String(payload.restart)));
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      if (String(message.value) === 'order 1') return;
      attempts += 1;
      fail();
    },
  });
  await wait(2_000);
  const { groups: described } = await admin.describeGroups([groupId]);
  const members = described[0]?.members.length;
  await consumer.disconnect();
  return { thrown, attempts, 'members after 2 s': members, 'starts again?': restart };
});
table(await Promise.all(still));

// %% [markdown]
// **Investigate.** An empty last column: that consumer has not given up yet. After how many attempts does it, and what
// then?
//
// **Modify.** Wrap `fail()` in `try` and `catch`, and throw `new Error('unreadable', { cause })` in the place of what was
// caught. Which consumers are still there now? And is that better?

// %% [markdown]
// ## The end
//
// This notebook tidies up, as your programs should.

// %%
await deleteGroups(admin, groups);
await removeTopics(admin, topics);
await producer.disconnect();
await admin.disconnect();
console.log('All connections are closed.');

// %% [markdown]
// Now make it yourself: the exercises of this chapter are waiting for you.
