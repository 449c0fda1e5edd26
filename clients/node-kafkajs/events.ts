// The source chapter's producer and consumer, corrected: `new Kafka`, delivery awaited, offsets committed after the work,
// a failed record stops the consumer instead of being skipped, and every way out closes the client.
import { connect, groupId, quick, records, topic } from './connect.ts';
import type { Result } from './result.ts';

interface OrderEvent {
  id: number;
  customer: string;
  amount: number;
}

const orderEvent = (id: number): OrderEvent => ({ id, customer: `customer-${id % 7}`, amount: 12.5 });

export async function produce(): Promise<Result> {
  const producer = connect().producer();
  await producer.connect();
  try {
    const messages = Array.from({ length: records }, (_, id) => {
      const event = orderEvent(id);
      return { key: event.customer, value: JSON.stringify(event), headers: { source: 'node-kafkajs' } };
    });
    const reports = await producer.send({ topic, acks: -1, messages });
    return { evidence: { acked: messages.length, partitions: await countByPartition(reports, messages.length) } };
  } finally {
    await producer.disconnect();
  }
}

// A report of kafkajs names partition and first offset, not how many went there: ask where the partitions end.
async function countByPartition(reports: { partition: number; baseOffset?: string }[], total: number) {
  const admin = connect().admin();
  await admin.connect();
  try {
    const ends = new Map(
      (await admin.fetchTopicOffsets(topic)).map(({ partition, high }) => [partition, Number(high)]),
    );
    const counts = reports.map(({ partition, baseOffset }) => [
      partition,
      (ends.get(partition) ?? 0) - Number(baseOffset),
    ]);
    return counts.length === 1 ? { [String(reports[0]?.partition)]: total } : Object.fromEntries(counts);
  } finally {
    await admin.disconnect();
  }
}

export async function consume(): Promise<Result> {
  const consumer = connect().consumer({ groupId, sessionTimeout: 30_000, heartbeatInterval: 3000, ...quick });
  const seen = { consumed: 0, sources: {} as Record<string, number> };
  const { promise: stopped, resolve: stop, reject: fail } = Promise.withResolvers<'count' | 'SIGTERM'>();
  process.once('SIGTERM', () => stop('SIGTERM'));
  consumer.on(consumer.events.GROUP_JOIN, () => console.log('ready'));
  consumer.on(consumer.events.CRASH, ({ payload }) => fail(payload.error));
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachMessage: async ({ partition, message }) => {
        if (seen.consumed >= records) return;
        const event = JSON.parse(String(message.value)) as OrderEvent;
        if (typeof event.id !== 'number') throw new TypeError(`not an event: ${message.offset}`);
        const source = String(message.headers?.source);
        seen.sources[source] = (seen.sources[source] ?? 0) + 1;
        await consumer.commitOffsets([{ topic, partition, offset: String(BigInt(message.offset) + 1n) }]);
        if (++seen.consumed === records) stop('count');
      },
    });
    return { evidence: { stopped: await stopped, ...seen } };
  } finally {
    await consumer.disconnect();
  }
}
