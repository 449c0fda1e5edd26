import { Kafka, logLevel, type Admin } from 'kafkajs';
import type { Lab } from '#testkit';

// Why this way
// - Some lines and the number of the next one are a transaction: whenever the machine dies, both count or neither.
// - First the id is taken over, then the place is read. The takeover ends what the dead one left open, and from then on the broker refuses whatever
//   still comes from it. A place that was read before can be too early: the commit behind it may be on its way.
// - The id is the same at every start. Idempotence alone ends with the process: the next one is another producer for the broker.
// - Where a commit throws, nobody here knows what became of it. The program ends with the error, and the next start looks.
// - Transactions of several lines: each costs the same, however many lines it holds.

/** Lines in a transaction. */
const atOnce = 4;

/** A whole program: sends the lines of a file to `lab.topic`, in their order, and ends. */
export async function sendNoLineTwice(lab: Lab, lines: readonly string[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'import', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ transactionalId: lab.groupId, idempotent: true, maxInFlightRequests: 1 });
  const admin = kafka.admin();
  await producer.connect();
  await admin.connect();
  let transaction = await producer.transaction();
  for (let next = await nextLine(admin, lab); next < lines.length;) {
    const some = lines.slice(next, next + atOnce);
    next += some.length;
    await transaction.send({ topic: lab.topic, messages: some.map((line) => ({ value: line })) });
    const topics = [{ topic: lab.topic, partitions: [{ partition: 0, offset: String(next) }] }];
    await transaction.sendOffsets({ consumerGroupId: lab.groupId, topics });
    await transaction.commit();
    transaction = await producer.transaction();
  }
  await transaction.abort();
  await admin.disconnect();
  await producer.disconnect();
}

/** The number of the first line that was not sent. It stands as the offset of a group in which nobody is. */
async function nextLine(admin: Admin, { groupId, topic }: Lab): Promise<number> {
  const [found] = await admin.fetchOffsets({ groupId, topics: [topic] });
  return Math.max(0, Number(found?.partitions[0]?.offset ?? 0));
}
