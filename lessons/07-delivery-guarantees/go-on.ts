import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Kafka, logLevel } from 'kafkajs';
import { connection, newGroup, newTopic, readValues, uniqueTopic } from '#lesson';

const lines = ['A', 'B', 'C', 'D', 'E', 'F'];
const [topic = '', transactionalId = '', groupId = '', dies] = process.argv.slice(2);

async function importLines(): Promise<void> {
  const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ transactionalId, idempotent: true });
  const admin = kafka.admin();
  await Promise.all([producer.connect(), admin.connect()]);
  // #region go-on
  /** The number of the next line to send; nobody is in this group, it is there for its offset alone. */
  async function place(): Promise<number> {
    const [found] = await admin.fetchOffsets({ groupId, topics: [topic] });
    return Math.max(0, Number(found?.partitions[0]?.offset)); // -1: nothing committed yet
  }
  let transaction = await producer.transaction(); // first take the id over, then look
  let next = await place();
  while (next < lines.length) {
    const two = lines.slice(next, next + 2);
    next += two.length;
    await transaction.send({ topic, messages: two.map((value) => ({ value })) });
    const partitions = [{ partition: 0, offset: String(next) }];
    await transaction.sendOffsets({ consumerGroupId: groupId, topics: [{ topic, partitions }] });
    if (dies && next === 4) process.kill(process.pid, 'SIGKILL'); // the power fails here
    await transaction.commit();
    transaction = await producer.transaction();
  }
  await transaction.abort();
  // #endregion
  await Promise.all([producer.disconnect(), admin.disconnect()]);
  process.disconnect();
}

async function dieAndComeBack(): Promise<void> {
  const args = [await newTopic('lines'), uniqueTopic('importer'), newGroup('importer')];
  for (const last of [['dies'], []]) await once(fork(import.meta.filename, [...args, ...last]), 'close');
  const [output = ''] = args;
  console.log(`readers see: ${(await readValues(output)).join(' ')}`);
  console.log(`in the log: ${(await readValues(output, 'uncommitted')).join(' ')}`);
}

await (topic ? importLines() : dieAndComeBack());
