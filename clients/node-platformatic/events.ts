// The source chapter's producer and consumer, corrected: delivery awaited, offsets committed after the work, a failed record
// stops the consumer instead of being skipped, and every way out closes the client.
import { fromTheStart, groupId, makeConsumer, makeProducer, records, topic } from './connect.ts';
import type { Result } from './result.ts';

interface OrderEvent {
  id: number;
  customer: string;
  amount: number;
}

const orderEvent = (id: number): OrderEvent => ({ id, customer: `customer-${id % 7}`, amount: 12.5 });

export async function produce(): Promise<Result> {
  const producer = makeProducer();
  try {
    const messages = Array.from({ length: records }, (_, id) => {
      const event = orderEvent(id);
      const headers = new Map([[Buffer.from('source'), Buffer.from('node-platformatic')]]);
      return { topic, key: Buffer.from(event.customer), value: Buffer.from(JSON.stringify(event)), headers };
    });
    const before = await ends();
    await producer.send({ acks: -1, messages });
    // A report names partition and first offset, not how many went there: ask where the partitions end.
    const counts = (await ends()).map((end, partition) => [partition, Number(end - (before[partition] ?? 0n))]);
    const partitions = Object.fromEntries(counts.filter(([, count]) => count !== 0));
    return { evidence: { acked: messages.length, partitions } };
  } finally {
    await producer.close();
  }
}

/** Where each partition ends. */
export async function ends(isolationLevel = 0): Promise<bigint[]> {
  const consumer = makeConsumer(`${topic}-offsets`);
  try {
    return (await consumer.listOffsets({ topics: [topic], isolationLevel })).get(topic) ?? [];
  } finally {
    await consumer.close();
  }
}

export async function consume(): Promise<Result> {
  const consumer = makeConsumer(groupId);
  const seen = { consumed: 0, sources: {} as Record<string, number> };
  try {
    const stream = await consumer.consume(fromTheStart);
    let stopped = 'count';
    process.once('SIGTERM', () => {
      stopped = 'SIGTERM';
      void stream.close();
    });
    process.stdout.write('ready\n');
    // Leaving the loop closes the stream, by its end or by an error.
    for await (const message of stream) {
      const event = JSON.parse(String(message.value)) as OrderEvent;
      if (typeof event.id !== 'number') throw new TypeError(`not an event: ${message.offset}`);
      const source = String(message.headerEntries.find(([name]) => String(name) === 'source')?.[1]);
      seen.sources[source] = (seen.sources[source] ?? 0) + 1;
      await message.commit();
      if (++seen.consumed === records || stopped === 'SIGTERM') break;
    }
    return { evidence: { stopped, ...seen } };
  } finally {
    await consumer.close(true);
  }
}
