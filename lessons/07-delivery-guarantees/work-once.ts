import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Kafka, logLevel, type EachMessagePayload } from 'kafkajs';
import { connection, newGroup, newTopic, readValues, uniqueTopic } from '#lesson';

type Way = 'offsets beside' | 'offsets inside';
const ways: readonly Way[] = ['offsets beside', 'offsets inside'];
const [way, orders = '', invoices = '', groupId = '', transactionalId = '', dies] = process.argv.slice(2);

async function work(): Promise<void> {
  const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
  // #region open
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200, sessionTimeout: 6_000 });
  const producer = kafka.producer({ transactionalId, idempotent: true });
  // #endregion
  const { promise: atTheEnd, resolve } = Promise.withResolvers<void>();
  let failures = 0;
  const mishap = (order: string): void => {
    if (!dies) return;
    if (order === 'B' && failures++ === 0) throw new Error('a bad moment');
    if (order === 'C') process.kill(process.pid, 'SIGKILL');
  };
  await Promise.all([consumer.connect(), producer.connect()]);
  await consumer.subscribe({ topic: orders, fromBeginning: true });
  // #region work
  async function eachMessage({ topic, partition, message }: EachMessagePayload): Promise<void> {
    const next = [{ topic, partitions: [{ partition, offset: String(BigInt(message.offset) + 1n) }] }];
    const transaction = await producer.transaction();
    try {
      await transaction.send({ topic: invoices, messages: [{ value: String(message.value) }] });
      if (way === 'offsets inside') await transaction.sendOffsets({ consumerGroupId: groupId, topics: next });
      mishap(String(message.value)); // throws once at B, and the power fails at C
      await transaction.commit();
    } catch (error) {
      if (transaction.isActive()) await transaction.abort();
      throw error; // so that the order comes again
    }
  }
  await consumer.run({ autoCommit: way === 'offsets beside', eachMessage });
  // #endregion
  consumer.on('consumer.end_batch_process', ({ payload }) => payload.lastOffset === '4' && resolve());
  await atTheEnd;
  await consumer.disconnect();
  await producer.disconnect();
  process.disconnect();
}

async function dieAndComeBack(each: Way): Promise<string> {
  const input = await newTopic('orders', { records: ['A', 'B', 'C', 'D', 'E'].map((value) => ({ value })) });
  const output = await newTopic('invoices');
  const args = [each, input, output, newGroup('clerk'), uniqueTopic('clerk')];
  for (const last of [['dies'], []]) await once(fork(import.meta.filename, [...args, ...last]), 'close');
  const [committed, all] = [await readValues(output), await readValues(output, 'uncommitted')];
  return `${each}: ${committed.join(' ')} (in the log: ${all.join(' ')})`;
}

if (way) await work();
else for (const line of await Promise.all(ways.map(dieAndComeBack))) console.log(line);
