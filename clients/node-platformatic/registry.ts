import { ConfluentSchemaRegistry } from '@platformatic/kafka';
import { fromTheStart, makeConsumer, makeProducer, records, topic } from './connect.ts';
import type { Result } from './result.ts';

interface Order {
  id: number;
}

/** The client's own support (experimental, as its documentation says) reads schemas by their id; registering is up to the program. */
export async function schemaRegistry(): Promise<Result> {
  const url = process.env.SCHEMA_REGISTRY_URL ?? '';
  const schemaId = await register(url);
  // Avro comes with the client; it serialises by the id that each message names.
  const registry = new ConfluentSchemaRegistry<Buffer, Order, Buffer, Buffer>({ url });
  const producer = makeProducer<Buffer, Order>({ registry } as object);
  const consumer = makeConsumer<Order>(`${topic}-back`, { registry });
  const found: Order[] = [];
  try {
    const metadata = { schemas: { value: schemaId } };
    const messages = Array.from({ length: records }, (_, id) => ({ topic, value: { id }, metadata }));
    await producer.send({ acks: -1, messages });
    for await (const { value, commit } of await consumer.consume(fromTheStart)) {
      found.push(value);
      await commit();
      if (found.length === records) break;
    }
    return { evidence: { consumed: found.filter(({ id }) => id >= 0).length, schemaId } };
  } finally {
    await Promise.all([producer.close(), consumer.close(true)]);
  }
}

async function register(url: string): Promise<number> {
  const schema = JSON.stringify({
    type: 'record',
    name: 'Order',
    namespace: 'shop',
    fields: [{ name: 'id', type: 'int' }],
  });
  const answer = await fetch(`${url}/subjects/${encodeURIComponent(`${topic}-value`)}/versions`, {
    method: 'POST',
    headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
    body: JSON.stringify({ schemaType: 'AVRO', schema }),
  });
  if (!answer.ok) throw new Error(`the registry answered ${answer.status}: ${await answer.text()}`);
  return ((await answer.json()) as { id: number }).id;
}
