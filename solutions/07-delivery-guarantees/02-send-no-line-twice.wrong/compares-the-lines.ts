// Breaks: each-once (not reached: not-heard, comes-late, because equal lines are missing everywhere)
// Expect: what-it-knew
// Kind: data-never-tried
import { Kafka, logLevel, type Admin } from 'kafkajs';
import type { Lab } from '#testkit';

// Each line is looked up among those that were sent: but equal lines are meant.
export async function sendNoLineTwice(lab: Lab, lines: readonly string[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'import', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ transactionalId: lab.groupId, idempotent: true, maxInFlightRequests: 1 });
  const admin = kafka.admin();
  await producer.connect();
  await admin.connect();
  let transaction = await producer.transaction();
  const sent = new Set<string>();
  for (let next = await nextLine(admin, lab); next < lines.length;) {
    const [text = ''] = lines.slice(next);
    next += 1;
    if (sent.has(text)) continue;
    sent.add(text);
    const some = [text];
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
