// The source chapter's producer and consumer, corrected: delivery awaited, offsets committed after the work, a failed record
// stops the consumer instead of being skipped, and every way out closes the client. Records have no headers here: the
// newest message format that the client writes is older than they are.
import { makeGroup, makeProducer, records } from './connect.ts';
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
    const partitions: Record<string, number> = {};
    for (let id = 0; id < records; id++) {
      const event = orderEvent(id);
      const report = await producer.send([{ key: event.customer, value: JSON.stringify(event) }]);
      const partition = Object.keys(Object.values(report)[0] ?? {})[0] ?? '?';
      partitions[partition] = (partitions[partition] ?? 0) + 1;
    }
    return { evidence: { acked: records, partitions } };
  } finally {
    await producer.close();
  }
}

export async function consume(): Promise<Result> {
  const seen = { consumed: 0, sources: {} as Record<string, number> };
  const { promise: stopped, resolve: stop, reject: fail } = Promise.withResolvers<'count' | 'SIGTERM'>();
  process.once('SIGTERM', () => stop('SIGTERM'));
  const group = makeGroup(process.env.GROUP_ID ?? '', (message) => {
    if (seen.consumed >= records) return;
    try {
      const event = JSON.parse(String(message.value)) as OrderEvent;
      if (typeof event.id !== 'number') throw new TypeError(`not an event: ${message.offset}`);
      seen.sources['unknown'] = (seen.sources['unknown'] ?? 0) + 1;
      if (++seen.consumed === records) group.commit().then(() => stop('count'), fail);
    } catch (error) {
      fail(error);
    }
  });
  void group.joined.then(() => process.stdout.write('ready\n'));
  try {
    return { evidence: { stopped: await Promise.race([stopped, group.failed]), ...seen } };
  } finally {
    await group.close();
  }
}
