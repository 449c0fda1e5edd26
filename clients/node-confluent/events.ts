// The source chapter's producer and consumer, corrected: delivery awaited, offsets committed after the work, a failed record
// stops the consumer instead of being skipped, and every way out closes the client.
import { groupId, makeConsumer, makeProducer, records, sayReady, topic } from './connect.ts';
import type { Result } from './result.ts';

interface OrderEvent {
  id: number;
  customer: string;
  amount: number;
}

const orderEvent = (id: number): OrderEvent => ({ id, customer: `customer-${id % 7}`, amount: 12.5 });

export async function produce(): Promise<Result> {
  const producer = makeProducer({ acks: -1 });
  await producer.connect();
  try {
    // A send resolves with the delivery report of its record; the client makes batches of those that are not awaited.
    const reports = await Promise.all(
      Array.from({ length: records }, (_, id) => {
        const event = orderEvent(id);
        const message = { key: event.customer, value: JSON.stringify(event), headers: { source: 'node-confluent' } };
        return producer.send({ topic, messages: [message] });
      }),
    );
    const partitions: Record<string, number> = {};
    for (const { partition } of reports.flat()) partitions[partition] = (partitions[partition] ?? 0) + 1;
    return { evidence: { acked: reports.length, partitions } };
  } finally {
    await producer.disconnect();
  }
}

export async function consume(): Promise<Result> {
  const { consumer, joined } = makeConsumer(groupId, { 'enable.auto.commit': false });
  const seen = { consumed: 0, sources: {} as Record<string, number> };
  const { promise: stopped, resolve: stop, reject: fail } = Promise.withResolvers<'count' | 'SIGTERM'>();
  process.once('SIGTERM', () => stop('SIGTERM'));
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [topic] });
    await consumer.run({
      eachMessage: async ({ partition, message }) => {
        if (seen.consumed >= records) return;
        try {
          const event = JSON.parse(String(message.value)) as OrderEvent;
          if (typeof event.id !== 'number') throw new TypeError(`not an event: ${message.offset}`);
          const source = String(message.headers?.source);
          seen.sources[source] = (seen.sources[source] ?? 0) + 1;
          await consumer.commitOffsets([{ topic, partition, offset: String(BigInt(message.offset) + 1n) }]);
          if (++seen.consumed === records) stop('count');
        } catch (error) {
          // The client would give the same record to the handler again, for ever.
          fail(error);
          throw error;
        }
      },
    });
    void joined.then(sayReady);
    return { evidence: { stopped: await stopped, ...seen } };
  } finally {
    await consumer.disconnect();
  }
}
