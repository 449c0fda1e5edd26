// ---
// jupyter:
//   kernelspec:
//     display_name: TypeScript
//     language: typescript
//     name: tslab
// ---

// %% [markdown]
// # 07 · Delivery guarantees
//
// The lesson says what each setting guarantees, and where that ends. Here you break things, and count what the broker then
// holds.
//
// Every part goes the same way: **predict**, **run** the cell with Shift+Enter, **investigate** what you see, **modify**
// one thing and run it again. This notebook is your own copy. All times come from your machine.

// %%
import { Kafka, logLevel } from 'kafkajs';
import {
  closedAtEnd,
  connection,
  deleteGroups,
  eventually,
  onShutdown,
  openFrontDoor,
  readValues,
  removeTopics,
  table,
  uniqueGroup,
  uniqueTopic,
} from '#notebook';

const broker = connection();
const kafka = new Kafka({ clientId: 'notebook', ...broker, logLevel: logLevel.NOTHING });
const admin = closedAtEnd(kafka.admin());
await admin.connect();

const topics: string[] = [];
const groups: string[] = [];
/** A topic with one partition, which is deleted at the end. */
async function newTopic(name: string): Promise<string> {
  const topic = uniqueTopic(name);
  topics.push(topic);
  await admin.createTopics({
    timeout: 30_000,
    topics: [{ topic }],
    waitForLeaders: false,
  });
  await eventually(() => admin.fetchTopicOffsets(topic), {
    describe: `${topic} to take records`,
  });
  return topic;
}
onShutdown(async () => {
  await deleteGroups(admin, groups.splice(0));
  await removeTopics(admin, topics.splice(0));
});

// %% [markdown]
// ## 1. Answers that are lost
//
// Five records, one after the other. The door in front of the broker loses the answers to the first ones: the broker has
// stored them, and the producer does not know.
//
// **Predict.** Three answers are lost. How many records stand in the topic, with a plain producer and with an idempotent one?

// %%
interface Loss {
  producer: string;
  'answers lost': number;
  'requests sent': number;
  'records in the log': number;
}
const losses: Loss[] = [];
const fast = { initialRetryTime: 50 };

for (const idempotent of [false, true]) {
  for (const lost of [0, 1, 2, 3]) {
    const topic = await newTopic('payments');
    await using door = await openFrontDoor({ log: () => {} });
    const behind = new Kafka({
      ...door.connection,
      retry: fast,
      logLevel: logLevel.NOTHING,
    });
    const producer = behind.producer({ idempotent, retry: { ...fast, retries: 5 } });
    await producer.connect();
    if (lost > 0) door.fault({ on: 'Produce', times: lost, do: 'lose-answer' });
    for (const value of ['A', 'B', 'C', 'D', 'E']) {
      await producer.send({ topic, messages: [{ value }] });
    }
    await producer.disconnect();
    losses.push({
      producer: idempotent ? 'idempotent' : 'plain',
      'answers lost': lost,
      'requests sent': door.count('Produce'),
      'records in the log': (await readValues(topic)).length,
    });
  }
}
table(losses);

// %%
import { bars } from '#notebook';

bars({
  title: 'Five records were meant',
  rows: losses,
  x: 'answers lost',
  y: 'records in the log',
  by: 'producer',
});

// %% [markdown]
// **Investigate.** Both producers sent equally many requests. So where is the duplicate recognised, in the client or in the
// broker?
//
// **Modify.** Put `maxInFlightRequests: 1` in the place of `idempotent`. Or put `'lose-request'` in the place of
// `'lose-answer'`: why does the plain producer store five then?

// %% [markdown]
// ## 2. What a transaction costs
//
// Forty records, in transactions of 1, 4, 10 and 40. The door counts the requests, and the log says how many entries
// it has.
//
// **Predict.** How many requests does one transaction need? How many entries does the log have with one record in each?

// %%
import { timed } from '#notebook';

interface Cost {
  'records in a transaction': number;
  ms: number;
  requests: number;
  'entries in the log': number;
  'records for readers': number;
}
const costs: Cost[] = [];

for (const size of [1, 4, 10, 40]) {
  const topic = await newTopic('invoices');
  await using door = await openFrontDoor();
  const cashier = new Kafka({ ...door.connection, logLevel: logLevel.NOTHING }).producer({
    transactionalId: uniqueTopic('cashier'),
    idempotent: true,
  });
  await cashier.connect();
  await (await cashier.transaction()).abort(); // it has its id, and its connections
  const before = door.count();
  const { ms } = await timed(async () => {
    for (let done = 0; done < 40; done += size) {
      const transaction = await cashier.transaction();
      const messages = Array.from({ length: size }, (_, n) => ({
        value: `invoice ${done + n}`,
      }));
      await transaction.send({ topic, messages });
      await transaction.commit();
    }
  });
  const requests = door.count() - before;
  await cashier.disconnect();
  const [end] = await admin.fetchTopicOffsets(topic);
  costs.push({
    'records in a transaction': size,
    ms,
    requests,
    'entries in the log': Number(end?.high),
    'records for readers': (await readValues(topic)).length,
  });
}
table(costs);

// %%
bars({
  title: 'Requests for forty records',
  rows: costs,
  x: 'records in a transaction',
  y: 'requests',
  by: 'records in a transaction',
});

// %% [markdown]
// **Investigate.** What is the difference between `entries in the log` and `records for readers`, in each row? kafkajs sends
// five requests for a transaction: one for the partition, the record, the commit, and twice it asks where to send them. What is
// above that are refusals: the broker was not done with the commit before, and kafkajs waits 0.3 s. Where do you see it?
//
// **Modify.** Put `abort()` in the place of `commit()`. Which columns change, and which do not?

// %% [markdown]
// ## 3. Who waits for whom
//
// A plain producer writes a record every 50 ms. After five of them somebody opens a transaction in the same partition, and
// commits it 15 records later. Two readers read along, with and without `readUncommitted`.
//
// **Predict.** When does each of them get the plain records?

// %%
import { setTimeout as wait } from 'node:timers/promises';

const shared = await newTopic('shared');
const clock = 'milliseconds since the start';
const arrivals: { reader: string; [clock]: number; value: string }[] = [];
const readers: ReturnType<typeof kafka.consumer>[] = [];
let began = 0;

for (const readUncommitted of [true, false]) {
  const groupId = uniqueGroup('reader');
  groups.push(groupId);
  const consumer = closedAtEnd(
    kafka.consumer({ groupId, readUncommitted, maxWaitTimeInMs: 50 }),
  );
  readers.push(consumer);
  await consumer.connect();
  await consumer.subscribe({ topic: shared, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      arrivals.push({
        reader: readUncommitted ? 'readUncommitted' : 'the default',
        [clock]: performance.now() - began,
        value: String(message.value),
      });
    },
  });
}
const plain = closedAtEnd(kafka.producer());
const slow = closedAtEnd(
  kafka.producer({ transactionalId: uniqueTopic('slow'), idempotent: true }),
);
await plain.connect();
await slow.connect();
const begin = async () => {
  const transaction = await slow.transaction();
  await transaction.send({ topic: shared, messages: [{ value: 'in the transaction' }] });
  return transaction;
};
await (await begin()).abort();
await plain.send({ topic: shared, messages: [{ value: 'warm' }] });
await eventually(() => arrivals.filter(({ value }) => value === 'warm').length === 2, {
  describe: 'both readers to be there',
  within: 15_000,
});

arrivals.length = 0;
began = performance.now();
let open: Awaited<ReturnType<typeof begin>> | undefined;
for (let n = 1; n <= 25; n += 1) {
  if (n === 6) open = await begin();
  if (n === 21) await open?.commit();
  await plain.send({ topic: shared, messages: [{ value: `record ${n}` }] });
  await wait(50);
}
await eventually(() => arrivals.length === 52, { describe: 'all records', within: 15_000 });

// %%
import { dots } from '#notebook';

dots({
  title: 'Each dot: a record is handed to a reader',
  rows: arrivals,
  label: 'reader',
  at: clock,
});

// %% [markdown]
// **Investigate.** Twenty of the waiting records are in no transaction at all: look at the two dots of `record 10`. Where
// is the last stable offset while the transaction is open?
//
// **Modify.** Put `abort()` in the place of `commit()`: how many dots has each reader? And without either of them, what would
// the second reader get, and until when?

// %% [markdown]
// ## 4. The same name, or another one
//
// Two producers believe that a piece of work is theirs. Both write, then both commit, the newer one first.
//
// **Predict.** Whose commits go through, with one transactional id for both? With two?

// %%
interface Duel {
  ids: string;
  older: string;
  newer: string;
  'readers see': string;
}
const duels: Duel[] = [];

for (const ids of ['one for both', 'one for each']) {
  const topic = await newTopic('bookings');
  const lasting = uniqueTopic('shard');
  const start = async (value: string) => {
    const transactionalId = ids === 'one for both' ? lasting : uniqueTopic('any');
    const producer = closedAtEnd(kafka.producer({ transactionalId, idempotent: true }));
    await producer.connect();
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages: [{ value }] });
    return { transaction, producer };
  };
  const [older, newer] = [await start('by the older'), await start('by the newer')];
  const outcome = async ({ transaction, producer }: typeof older) => {
    const { error } = await timed(() => transaction.commit());
    await producer.disconnect();
    return error ? `throws: ${error.message.slice(0, 50)}…` : 'committed';
  };
  duels.push({
    ids,
    newer: await outcome(newer),
    older: await outcome(older),
    'readers see': (await readValues(topic)).join(', '),
  });
}
table(duels);

// %% [markdown]
// **Investigate.** In the first row the older one had stored its record before the newer one came. Where is it now? Look with
// `await readValues(topics.at(-2)!, 'uncommitted')`.
//
// **Modify.** Let a third one start after the second. Who of the three can commit?

// %% [markdown]
// ## The end
//
// This notebook tidies up, as your programs should.

// %%
for (const reader of readers) await reader.disconnect();
for (const each of [plain, slow]) await each.disconnect();
await deleteGroups(admin, groups.splice(0));
await removeTopics(admin, topics.splice(0));
await admin.disconnect();
console.log('All connections are closed.');

// %% [markdown]
// Now make it yourself: the exercises of this chapter are waiting for you.
