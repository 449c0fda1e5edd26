// ---
// jupyter:
//   kernelspec:
//     display_name: TypeScript
//     language: typescript
//     name: tslab
// ---

// %% [markdown]
// # 05 · Offsets
//
// The lesson says who writes down where a group stands. Here you watch it move, lose it, and find it again.
//
// Every part goes the same way: **predict**, **run** the cell with Shift+Enter, **investigate**, then **modify** one thing
// and run it again. This notebook is your own copy. All numbers come from your machine.

// %%
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel, type Message } from 'kafkajs';
import {
  closedAtEnd,
  connection,
  deleteGroups,
  eventually,
  removeTopics,
  table,
  uniqueGroup,
  uniqueTopic,
} from '#notebook';

const kafka = new Kafka({
  clientId: 'notebook',
  ...connection(),
  logLevel: logLevel.NOTHING,
});
const admin = closedAtEnd(kafka.admin());
const producer = closedAtEnd(kafka.producer());
await admin.connect();
await producer.connect();
const topics: string[] = [];
const groups: string[] = [];

/** Makes a topic with these records in it, and waits until it answers. */
async function newTopic(name: string, messages: Message[], partitions = 1) {
  const topic = uniqueTopic(name);
  topics.push(topic);
  const timeout = 30_000; // a busy machine may need more than the usual 5 s
  const configEntries = [{ name: 'retention.ms', value: '-1' }]; // the records of part 3 are old
  await admin.createTopics({
    timeout,
    topics: [{ topic, numPartitions: partitions, configEntries }],
  });
  await eventually(() => admin.fetchTopicOffsets(topic), { describe: 'the topic' });
  if (messages.length > 0) await producer.send({ topic, messages });
  return topic;
}

const numbered = (count: number): Message[] =>
  Array.from({ length: count }, (_, n) => ({ value: `record ${n}` }));

function newConsumer(groupId: string) {
  if (!groups.includes(groupId)) groups.push(groupId);
  return closedAtEnd(kafka.consumer({ groupId, maxWaitTimeInMs: 100 }));
}

/** Where partition 0 begins and ends, and what the group has committed there. */
async function look(topic: string, groupId: string) {
  const [log] = await admin.fetchTopicOffsets(topic);
  const [group] = await admin.fetchOffsets({ groupId, topics: [topic] });
  return {
    low: Number(log?.low),
    high: Number(log?.high),
    committed: Number(group?.partitions[0]?.offset),
  };
}

// %% [markdown]
// ## 1. How far behind, and how late?
//
// A writer writes 50 records in a second. A reader needs 30 ms for each, and commits each. The cell looks every 100 ms: how
// many records is the group behind, and how old is the record that it is at?
//
// **Predict.** What do the two lines look like, while the writer writes, and after it has stopped?

// %%
const busy = await newTopic('busy', []);
const reader = uniqueGroup('reader');
const workMs = 30; // modify me
const writtenAt: number[] = [];
const seen: { seconds: number; what: string; value: number }[] = [];
const consumer = newConsumer(reader);
let work = 0;
await consumer.connect();
await consumer.subscribe({ topic: busy, fromBeginning: true });
await consumer.run({
  autoCommitThreshold: 1,
  eachMessage: async () => {
    await wait(workMs);
    work += 1;
  },
});

const opening = performance.now();
const watching = new AbortController();
const watched = (async () => {
  while (!watching.signal.aborted) {
    const { high, committed } = await look(busy, reader);
    const lag = high - Math.max(committed, 0);
    const seconds = (performance.now() - opening) / 1_000;
    const oldest = writtenAt[Math.max(committed, 0)];
    const late = lag > 0 && oldest !== undefined ? performance.now() - oldest : 0;
    seen.push({ seconds, what: 'records behind', value: lag });
    seen.push({ seconds, what: 'milliseconds late', value: late });
    await wait(100);
  }
})();
for (let n = 0; n < 50; n += 1) {
  writtenAt.push(performance.now());
  await producer.send({ topic: busy, messages: [{ value: `record ${n}` }] });
  await wait(15);
}
await eventually(() => work === 50, { describe: 'the reader', within: 15_000 });
await wait(300);
watching.abort();
await watched;
await consumer.disconnect();

// %%
import { chart } from '#notebook';

chart({
  title: 'Two ways to say how far behind a group is',
  data: { values: seen },
  mark: { type: 'line', point: true },
  height: 120,
  encoding: {
    row: { field: 'what', title: null, sort: null },
    x: { field: 'seconds', type: 'quantitative' },
    y: { field: 'value', type: 'quantitative', title: null },
  },
  resolve: { scale: { y: 'independent' } },
});

// %% [markdown]
// **Investigate.** Where is the highest point of each line? Which of the two would you tell a person who waits for an answer?
//
// **Modify.** Let `workMs` be 10. What is the lag of a reader that keeps up: 0?

// %% [markdown]
// ## 2. When the place is gone
//
// A group has committed offset 2 of ten records. Then the first five are deleted, and it comes back: once with
// `fromBeginning: false`, once with `true`.
//
// **Predict.** For each: how many records does it read, how many are lost, and what is committed then?

// %%
const committedBefore = 2; // modify me
const deletedBefore = 5;
const fates: { fromBeginning: string; what: string; records: number }[] = [];
const places: object[] = [];

async function visit(
  topic: string,
  groupId: string,
  fromBeginning: boolean,
  commit?: number,
) {
  let read = 0;
  let fetches = 0;
  const visitor = newConsumer(groupId);
  visitor.on('consumer.fetch', () => {
    fetches += 1;
  });
  await visitor.connect();
  await visitor.subscribe({ topic, fromBeginning });
  await visitor.run({
    autoCommit: commit === undefined,
    eachMessage: async () => {
      read += 1;
    },
  });
  await eventually(() => fetches > 4, { describe: 'five fetches', within: 15_000 });
  if (commit !== undefined) {
    await visitor.commitOffsets([{ topic, partition: 0, offset: String(commit) }]);
  }
  await visitor.disconnect();
  return read;
}

for (const fromBeginning of [false, true]) {
  const topic = await newTopic('gone', numbered(10));
  const groupId = uniqueGroup('sleeper');
  await visit(topic, groupId, true, committedBefore);
  const offset = String(deletedBefore);
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset }] });
  const before = await look(topic, groupId);
  const read = await visit(topic, groupId, fromBeginning);
  const after = await look(topic, groupId);
  const { low, high, committed } = before;
  const hasPlace = committed >= low && committed <= high;
  const deleted = Math.max(low - committed, 0);
  const skipped = high - (hasPlace ? committed : low) - read;
  const setting = String(fromBeginning);
  fates.push({ fromBeginning: setting, what: 'read', records: read });
  fates.push({ fromBeginning: setting, what: 'deleted', records: deleted });
  fates.push({ fromBeginning: setting, what: 'skipped', records: skipped });
  places.push({ fromBeginning, 'committed before': committed, after: after.committed });
}
table(places);

// %%
chart({
  title: 'What became of the records that the group had not read',
  data: { values: fates },
  mark: 'bar',
  height: { step: 28 },
  encoding: {
    y: { field: 'fromBeginning', type: 'nominal' },
    x: { field: 'records', type: 'quantitative', stack: 'zero' },
    color: { field: 'what', title: null, sort: null, legend: { orient: 'top' } },
    tooltip: [{ field: 'what' }, { field: 'records' }],
  },
});

// %% [markdown]
// **Investigate.** Nobody got an error. Where, in your own program, would you see that records were skipped?
//
// **Modify.** Let `committedBefore` be 7: its place is there. And then 70: what does a group read that has committed an offset
// far beyond the end?

// %% [markdown]
// ## 3. Where does a point in time stand?
//
// Forty records with timestamps. Most come in the order of their time, and every seventh comes twenty minutes late.
//
// **Predict.** You ask for the place of minute 30. Are all records *before* that place older? Are all *behind* it younger?

// %%
const noon = Date.UTC(2026, 2, 1, 12);
const minuteOf = (n: number) => (n % 7 === 6 ? n - 20 : n);
const timed = await newTopic(
  'timed',
  Array.from({ length: 40 }, (_, n) => ({
    value: `record ${n}`,
    timestamp: String(noon + minuteOf(n) * 60_000),
  })),
);
const minute = 30; // modify me
const found = await admin.fetchTopicOffsetsByTimestamp(timed, noon + minute * 60_000);
const place = Number(found[0]?.offset);
console.log(`Minute ${minute} stands at offset ${place}.`);

chart({
  title: 'Each dot is a record; the lines are what you asked, and the answer',
  data: {
    values: Array.from({ length: 40 }, (_, n) => ({
      offset: n,
      minute: minuteOf(n),
      place: n < place ? 'before' : minuteOf(n) < minute ? 'behind, and older' : 'behind',
    })),
  },
  height: 200,
  layer: [
    {
      mark: { type: 'point', filled: true, size: 60 },
      encoding: {
        x: { field: 'offset', type: 'quantitative' },
        y: { field: 'minute', type: 'quantitative' },
        color: { field: 'place', title: null, sort: null, legend: { orient: 'top' } },
      },
    },
    { mark: { type: 'rule', strokeDash: [4, 4] }, encoding: { x: { datum: place } } },
    { mark: { type: 'rule', strokeDash: [4, 4] }, encoding: { y: { datum: minute } } },
  ],
});

// %% [markdown]
// **Investigate.** Is there a dot left of the vertical line that stands above the horizontal one? Why can there be none?
//
// **Modify.** Let `minute` be 50. What is the answer, and which offset would the last record have?

// %% [markdown]
// ## 4. Offsets without a record
//
// Transactions of three records each. Every third one is aborted.
//
// **Predict.** Twelve transactions, 36 records. Where does the log end? How many records does a reader get?

// %%
const transactions = 12; // modify me
const marked = await newTopic('marked', []);
const writer = closedAtEnd(
  kafka.producer({
    transactionalId: uniqueTopic('writer'),
    maxInFlightRequests: 1,
    idempotent: true,
  }),
);
await writer.connect();
for (let n = 0; n < transactions; n += 1) {
  const transaction = await writer.transaction();
  await transaction.send({ topic: marked, messages: numbered(3) });
  await (n % 3 === 2 ? transaction.abort() : transaction.commit());
}
await writer.disconnect();
// commit() resolves when the outcome is certain; the broker writes the mark a moment later.
const counter = uniqueGroup('counter');
const high = transactions * 4;
await eventually(async () => (await look(marked, counter)).high === high, {
  describe: 'the last mark',
  within: 15_000,
});

const read: number[] = [];
const marks = newConsumer(counter);
const { promise: atTheEnd, resolve } = Promise.withResolvers<void>();
marks.on('consumer.end_batch_process', ({ payload }) => {
  if (Number(payload.lastOffset) + 1 >= high) resolve();
});
await marks.connect();
await marks.subscribe({ topic: marked, fromBeginning: true });
await marks.run({
  eachMessage: async ({ message }) => {
    read.push(Number(message.offset));
  },
});
await atTheEnd;
await marks.disconnect();
table([{ ...(await look(marked, counter)), 'records read': read.length }]);

chart({
  title: 'Each offset of the log: was there a record to read?',
  data: {
    values: Array.from({ length: high }, (_, offset) => ({
      offset,
      read: read.includes(offset) ? 'read' : 'a mark, or aborted',
    })),
  },
  mark: { type: 'tick', thickness: 3 },
  height: 60,
  encoding: {
    x: { field: 'offset', type: 'quantitative' },
    color: { field: 'read', title: null, sort: null, legend: { orient: 'top' } },
  },
});

// %% [markdown]
// **Investigate.** `high` minus `committed`: is the group behind? By how many *records*?
//
// **Modify.** Let `transactions` be 13, so that the last one is committed. And then 3, so that all ends with an aborted one.
// Which offset does `eachMessage` see last, and which one is committed?

// %% [markdown]
// ## 5. Sought, and forgotten
//
// Two members share two partitions of ten records, and seek to offset 7 in each: in the first round once, after `run()`, in
// the second each time when they have joined.
//
// **Predict.** With which offset does the first member go on when the second has joined?

// %%
const handed: object[] = [];
const at = 'milliseconds since the start';
for (const how of ['after run()', 'at each join']) {
  const twenty = numbered(20).map((message, n) => ({ ...message, partition: n % 2 }));
  const topic = await newTopic('sought', twenty, 2);
  const groupId = uniqueGroup('seekers');
  groups.push(groupId);
  const began = performance.now();
  let joins = 0;
  const join = async (member: string) => {
    const client = new Kafka({
      ...connection(),
      clientId: member,
      logLevel: logLevel.NOTHING,
    });
    const joiner = closedAtEnd(
      client.consumer({ groupId, maxWaitTimeInMs: 100, heartbeatInterval: 200 }),
    );
    const seek = (partitions: number[]) => {
      for (const partition of partitions) joiner.seek({ topic, partition, offset: '7' });
    };
    joiner.on('consumer.group_join', ({ payload }) => {
      joins += 1;
      if (how === 'at each join') seek(payload.memberAssignment[topic] ?? []);
    });
    await joiner.connect();
    await joiner.subscribe({ topic, fromBeginning: true });
    await joiner.run({
      autoCommit: false,
      eachMessage: async ({ message }) => {
        if (member === 'second') return;
        handed.push({
          how,
          offset: Number(message.offset),
          [at]: performance.now() - began,
        });
      },
    });
    if (how === 'after run()') seek([0, 1]);
    return joiner;
  };
  const first = await join('first');
  await eventually(() => joins === 1, { describe: 'the first member', within: 15_000 });
  await wait(700);
  const second = await join('second');
  await eventually(() => joins === 3, { describe: 'both members', within: 15_000 });
  await wait(700);
  await first.disconnect();
  await second.disconnect();
}

chart({
  title: 'Each dot is a record that the first member was handed',
  data: { values: handed },
  mark: { type: 'point', filled: true, size: 60 },
  height: 120,
  encoding: {
    row: { field: 'how', title: null, sort: null },
    x: { field: at, type: 'quantitative' },
    y: { field: 'offset', type: 'quantitative' },
  },
});

// %% [markdown]
// **Investigate.** Nothing was committed in either case. What decided where the upper one went on?
//
// **Modify.** Take `autoCommit: false` away. kafkajs then commits the place that you seek to. Does the upper one still forget?

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
