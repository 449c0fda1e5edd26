// Breaks: each-once (not reached: not-heard, comes-late, ends, because each start begins with the last line that was sent)
// Expect: what-it-knew
// Kind: wrong-value
import { Kafka, logLevel, type Admin } from 'kafkajs';
import type { Lab } from '#testkit';

/** Lines in a transaction. */
const atOnce = 4;

// The place is the number of the next line, not of the last one.
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
    const topics = [{ topic: lab.topic, partitions: [{ partition: 0, offset: String(next - 1) }] }];
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
