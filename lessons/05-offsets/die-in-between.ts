import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Kafka, logLevel, type EachMessagePayload } from 'kafkajs';
import { connection, newGroup, newTopic } from '#lesson';

type Order = 'commit first' | 'work first';
const orders: readonly Order[] = ['commit first', 'work first'];
const [order, topic = '', groupId = '', dies] = process.argv.slice(2);
const doorOf = ({ message }: EachMessagePayload): string => String(message.value);

async function openDoor(record: EachMessagePayload): Promise<void> {
  await new Promise((sent) => process.send?.(doorOf(record), undefined, undefined, sent));
}

function between(record: EachMessagePayload): void {
  if (dies && doorOf(record) === 'C') process.kill(process.pid, 'SIGKILL');
}

async function handleDoors(): Promise<void> {
  const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200, sessionTimeout: 6_000 });
  const { promise: atTheEnd, resolve } = Promise.withResolvers<void>();
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  // #region order
  const commit = async ({ partition, message }: EachMessagePayload): Promise<void> => {
    const next = String(BigInt(message.offset) + 1n);
    await consumer.commitOffsets([{ topic, partition, offset: next }]);
  };
  const [first, second] = order === 'commit first' ? [commit, openDoor] : [openDoor, commit];
  await consumer.run({
    autoCommit: false,
    eachMessage: async (record) => {
      await first(record);
      between(record); // the process is killed here, at the door C
      await second(record);
      if (doorOf(record) === 'E') resolve();
    },
  });
  // #endregion
  await atTheEnd;
  await consumer.disconnect();
  process.disconnect();
}

/** Starts this file as a process of its own. Resolves with the doors that it has opened, when it has ended. */
async function start(args: readonly string[]): Promise<string> {
  const child = fork(import.meta.filename, args);
  const opened: string[] = [];
  child.on('message', (door) => typeof door === 'string' && opened.push(door));
  await once(child, 'close');
  return opened.join(' ');
}

async function crashAndComeBack(how: Order): Promise<string> {
  const doors = await newTopic('doors', { records: ['A', 'B', 'C', 'D', 'E'].map((value) => ({ value })) });
  const group = newGroup('porter');
  const before = await start([how, doors, group, 'dies']);
  return `${how}: ${before} | ${await start([how, doors, group])}`;
}

if (order) await handleDoors();
else for (const line of await Promise.all(orders.map(crashAndComeBack))) console.log(line);
