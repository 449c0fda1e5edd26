// ---
// jupyter:
//   kernelspec:
//     display_name: TypeScript
//     language: typescript
//     name: tslab
// ---

// %% [markdown]
// # 04 · Consumers
//
// The lesson says how a group shares a topic and where it goes on. Here you watch groups at work.
//
// Every part goes the same way: **predict**, **run** the cell with Shift+Enter, **investigate**, then **modify** one thing
// and run it again. This notebook is your own copy. All times come from your machine.

// %%
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
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

const broker = connection();
const kafka = new Kafka({
  clientId: 'notebook',
  ...broker,
  logLevel: logLevel.NOTHING,
});
const admin = closedAtEnd(kafka.admin());
const producer = closedAtEnd(kafka.producer());
await admin.connect();
await producer.connect();
const topics: string[] = [];
const groups: string[] = [];

/** Makes a topic and writes records to it, spread over its partitions. */
async function newTopic(name: string, partitions: number, records: number) {
  const topic = uniqueTopic(name);
  topics.push(topic);
  const timeout = 30_000; // a busy machine may need more than the usual 5 s
  await admin.createTopics({ timeout, topics: [{ topic, numPartitions: partitions }] });
  const messages = Array.from({ length: records }, (_, n) => ({
    partition: n % partitions,
    value: `record ${n + 1}`,
  }));
  if (records > 0) await producer.send({ topic, messages });
  return topic;
}

/** A consumer that hears quickly when its group changes, and stops quickly. */
function newConsumer(groupId: string, clientId: string) {
  if (!groups.includes(groupId)) groups.push(groupId);
  const member = new Kafka({ ...broker, clientId, logLevel: logLevel.NOTHING });
  return closedAtEnd(
    member.consumer({ groupId, heartbeatInterval: 200, maxWaitTimeInMs: 200 }),
  );
}

// %% [markdown]
// ## 1. Who reads what?
//
// Three partitions, and members that join one after the other. The table below follows the group while you run the
// cells under it.
//
// **Predict.** How will three partitions be shared by one member? By two, three, four?

// %%
import { watchGroup } from '#notebook';

const shared = await newTopic('shared', 3, 0);
const sharedGroup = uniqueGroup('shared');
const members = await watchGroup(sharedGroup, shared);

// %%
const joined: object[] = [];
const team: ReturnType<typeof newConsumer>[] = [];
const began = performance.now();

for (const name of ['one', 'two', 'three', 'four']) {
  const consumer = newConsumer(sharedGroup, name);
  consumer.on('consumer.group_join', ({ payload }) => {
    const at = performance.now() - began;
    const partitions = payload.memberAssignment[shared] ?? [];
    joined.push({
      member: name,
      'milliseconds since the start': at,
      partitions: partitions.join(', ') || 'none',
    });
  });
  await consumer.connect();
  await consumer.subscribe({ topic: shared, fromBeginning: true });
  await consumer.run({ eachMessage: async () => {} });
  team.push(consumer);
  await members.until((seen) => seen.members === team.length && seen.state === 'Stable', {
    seconds: 20,
  });
}
table(joined);

// %% [markdown]
// Each dot is a member that was given partitions. Dots in one column are a **rebalance**.

// %%
import { dots } from '#notebook';

const at = 'milliseconds since the start';
dots({
  title: 'Each dot: a member joins, or joins again',
  rows: joined,
  label: 'member',
  at,
});

// %% [markdown]
// **Investigate.** How many times did `one` have to join? Which member has nothing to do in the end, and was it the last?
//
// **Modify.** Add `'five'` to the list. Or let `heartbeatInterval` be 3,000 in the first cell, which is what kafkajs takes
// where nothing is said: how long does a newcomer wait now?

// %% [markdown]
// **Predict.** One member leaves. Who gets its partition, and how long does that take?

// %%
import { timed } from '#notebook';

const leaving = await timed(async () => {
  await team[0]?.disconnect();
  await members.until((seen) => seen.members === 3 && seen.state === 'Stable', {
    seconds: 20,
  });
});
console.log(`The others had shared the work ${Math.round(leaving.ms)} ms later.`);
table(members.seen.partitions);
await members.stop();
for (const consumer of team) await consumer.disconnect();

// %% [markdown]
// ## 2. Where does a group begin?
//
// Five records stand in a topic. Three groups come: one with `fromBeginning`, one without, and one with `fromBeginning`
// that has committed offset 3.
//
// **Predict.** How many of the five does each of them read?

// %%
const five = await newTopic('five', 1, 5);

/** Reads in a group, writes one more record when it has joined, and counts until that record comes. */
async function readUntilNew(groupId: string, fromBeginning: boolean) {
  const values: string[] = [];
  const consumer = newConsumer(groupId, 'reader');
  await consumer.connect();
  await consumer.subscribe({ topic: five, fromBeginning });
  const { promise: ready, resolve } = Promise.withResolvers<void>();
  consumer.on('consumer.fetch', () => resolve());
  await consumer.run({
    eachMessage: async ({ message }) => {
      values.push(String(message.value));
    },
  });
  await ready;
  const mark = `new ${groupId}`;
  await producer.send({ topic: five, messages: [{ value: mark }] });
  await eventually(() => values.includes(mark), {
    within: 15_000,
    describe: 'the new record to come',
  });
  await consumer.disconnect();
  return values.filter((value) => value.startsWith('record'));
}

const third = uniqueGroup('third');
const committer = newConsumer(third, 'committer');
await committer.connect();
await committer.subscribe({ topic: five });
await committer.run({ autoCommit: false, eachMessage: async () => {} });
await committer.commitOffsets([{ topic: five, partition: 0, offset: '3' }]);
await committer.disconnect();

const begins = [
  { group: 'new, fromBeginning: true', read: await readUntilNew(uniqueGroup('a'), true) },
  { group: 'new, fromBeginning: false', read: await readUntilNew(uniqueGroup('b'), false) },
  { group: 'committed 3, fromBeginning: true', read: await readUntilNew(third, true) },
];
table(
  begins.map(({ group, read }) => ({ group, 'records read': read.length, which: read })),
);

// %% [markdown]
// **Investigate.** Offset 3 was committed. Which record did the third group begin with, and what is that record's offset?
//
// **Modify.** Read with the group `third` once more: `await readUntilNew(third, true)`. How many records now?

// %% [markdown]
// ## 3. When is it committed?
//
// kafkajs commits when a batch is done. Twenty records, 20 ms of work each. A crash at any moment would repeat everything
// between what is done and what is committed.
//
// **Predict.** How large does that gap become without a setting? With `autoCommitThreshold: 5`? With 1?

// %%
interface Step {
  setting: string;
  'records done': number;
  'would be repeated': number;
}
const steps: Step[] = [];

for (const threshold of [0, 5, 1]) {
  const topic = await newTopic('commits', 1, 20);
  const consumer = newConsumer(uniqueGroup('commits'), 'worker');
  const setting = threshold > 0 ? `autoCommitThreshold: ${threshold}` : 'nothing set';
  let done = 0;
  let committed = 0;
  consumer.on('consumer.commit_offsets', ({ payload }) => {
    committed = Number(payload.topics[0]?.partitions[0]?.offset ?? committed);
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    autoCommitThreshold: threshold > 0 ? threshold : null,
    eachMessage: async () => {
      steps.push({
        setting,
        'records done': done,
        'would be repeated': done - committed,
      });
      await wait(20);
      done += 1;
    },
  });
  await eventually(() => committed === 20, {
    within: 15_000,
    describe: 'everything to be committed',
  });
  await consumer.disconnect();
}

// %%
import { chart } from '#notebook';

chart({
  title: 'What a crash would repeat',
  data: { values: steps },
  mark: { type: 'line', interpolate: 'step-after', point: true },
  height: 180,
  encoding: {
    x: { field: 'records done', type: 'quantitative' },
    y: { field: 'would be repeated', type: 'quantitative' },
    color: { field: 'setting', title: null, sort: null, legend: { orient: 'top' } },
  },
});

// %% [markdown]
// **Investigate.** With 1 the line is flat. What does it cost? Count the commits: 20 records, how many requests?
//
// **Modify.** Put `void wait(20)` in place of `await wait(20)`. The work is not awaited now. What does the chart say, and
// what would a crash do really?

// %% [markdown]
// ## 4. Work that fails
//
// The work on the third record fails, three times, and then goes well. One handler catches the error and logs it, the
// other one lets it out.
//
// **Predict.** In which order do the records get done? Which of them are never done?

// %%
const outcomes: object[] = [];
for (const style of ['catch and log', 'throw']) {
  const topic = await newTopic('failing', 1, 5);
  const consumer = newConsumer(uniqueGroup('failing'), 'worker');
  const done: string[] = [];
  let failures = 0;
  const work = async (value: string) => {
    if (value === 'record 3' && failures < 3) {
      failures += 1;
      throw new Error('database is busy');
    }
    done.push(value);
  };
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const { ms } = await timed(async () => {
    await consumer.run({
      eachMessage: async ({ message }) => {
        const working = work(String(message.value));
        await (style === 'throw' ? working : working.catch(() => {}));
      },
    });
    await eventually(() => done.includes('record 5'), {
      within: 15_000,
      describe: 'the last record to be done',
    });
  });
  outcomes.push({ style, done, 'after (ms)': ms });
  await consumer.disconnect();
}
table(outcomes);

// %% [markdown]
// **Investigate.** Where did the time go in the second row? kafkajs waits after each failure, longer each time.
//
// **Modify.** Let the work fail twice instead of three times. How much shorter does it get?

// %% [markdown]
// ## 5. Hold back
//
// Two partitions. The database refuses all records of partition 0 for 700 ms. The handler pauses that partition and throws:
// the record is not done, and comes again after `resume()`.
//
// **Predict.** When is the work on partition 1 done?

// %%
const two = await newTopic('two', 2, 12);
const held = newConsumer(uniqueGroup('held'), 'worker');
const works: object[] = [];
const opening = performance.now();
let refusedUntil = Infinity;
await held.connect();
await held.subscribe({ topic: two, fromBeginning: true });
await held.run({
  // #region pause
  eachMessage: async (payload) => {
    const { partition } = payload;
    if (partition === 0 && performance.now() < refusedUntil) {
      const resume = payload.pause();
      setTimeout(resume, 700);
      throw new Error('the database says: not now');
    }
    await wait(30);
    // #endregion
    works.push({
      partition: `partition ${partition}`,
      'milliseconds since the start': performance.now() - opening,
    });
  },
});
refusedUntil = performance.now() + 650;
await eventually(() => works.length === 12, {
  within: 15_000,
  describe: 'all twelve records to be done',
});
await held.disconnect();
dots({ title: 'Each dot is a record that was done', rows: works, label: 'partition', at });

// %% [markdown]
// **Investigate.** Nothing of partition 0 was lost, and nothing was done twice. Why did it come again after `resume()`?
//
// **Modify.** Put `await wait(700)` in place of the three lines with `pause`, `setTimeout` and `throw`. What happens to
// partition 1?

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
