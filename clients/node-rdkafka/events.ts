// The source chapter's producer and consumer, corrected: delivery awaited, offsets committed after the work, a failed record
// stops the consumer instead of being skipped, and every way out closes the client.
import type { MessageHeader } from 'node-rdkafka';
import { close, deliver, groupId, makeConsumer, makeProducer, records, topic, turn } from './connect.ts';
import type { Result } from './result.ts';

interface OrderEvent {
  id: number;
  customer: string;
  amount: number;
}

const orderEvent = (id: number): OrderEvent => ({ id, customer: `customer-${id % 7}`, amount: 12.5 });

export async function produce(): Promise<Result> {
  const producer = await makeProducer();
  try {
    const messages = Array.from({ length: records }, (_, id) => {
      const event = orderEvent(id);
      return { key: event.customer, value: Buffer.from(JSON.stringify(event)), headers: [{ source: 'node-rdkafka' }] };
    });
    const reports = await deliver(producer, messages);
    const partitions: Record<string, number> = {};
    for (const { partition } of reports) partitions[partition] = (partitions[partition] ?? 0) + 1;
    return { evidence: { acked: reports.length, partitions } };
  } finally {
    await close(producer);
  }
}

export async function consume(): Promise<Result> {
  const { consumer, joined } = await makeConsumer(groupId, { 'enable.auto.commit': false });
  const seen = { consumed: 0, sources: {} as Record<string, number> };
  let stopped = 'count';
  process.once('SIGTERM', () => (stopped = 'SIGTERM'));
  try {
    consumer.subscribe([topic]);
    void joined.then(() => process.stdout.write('ready\n'));
    while (seen.consumed < records && stopped !== 'SIGTERM') {
      // An empty turn is no end: it is when a program looks whether it is to stop.
      for (const message of await turn(consumer)) {
        const event = JSON.parse(String(message.value)) as OrderEvent;
        if (typeof event.id !== 'number') throw new TypeError(`not an event: ${message.offset}`);
        const source = sourceOf(message.headers);
        seen.sources[source] = (seen.sources[source] ?? 0) + 1;
        consumer.commitMessageSync(message);
        if (++seen.consumed === records) break;
      }
    }
    return { evidence: { stopped, ...seen } };
  } finally {
    await close(consumer);
  }
}

const sourceOf = (headers: MessageHeader[] = []) =>
  String(headers.find((header) => 'source' in header)?.['source'] as Buffer | undefined);
