import { AvroDeserializer, AvroSerializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry';
import { records, topic } from './connect.ts';
import type { Result } from './result.ts';
import { readBack, send } from './there-and-back.ts';

/** Avro by Confluent's own package for the registry, which is not part of the client. */
export async function schemaRegistry(): Promise<Result> {
  const registry = new SchemaRegistryClient({ baseURLs: [process.env.SCHEMA_REGISTRY_URL ?? ''] });
  const schema = JSON.stringify({
    type: 'record',
    name: 'Order',
    namespace: 'shop',
    fields: [{ name: 'id', type: 'int' }],
  });
  const schemaId = await registry.register(`${topic}-value`, { schemaType: 'AVRO', schema });
  const serializer = new AvroSerializer(registry, SerdeType.VALUE, { useLatestVersion: true });
  const deserializer = new AvroDeserializer(registry, SerdeType.VALUE, {});
  const values = await Promise.all(Array.from({ length: records }, (_, id) => serializer.serialize(topic, { id })));
  await send(values.map((value) => ({ value })));
  const back = await Promise.all((await readBack(records)).map((value) => deserializer.deserialize(topic, value)));
  return { evidence: { consumed: back.length, schemaId }, extra: ['@confluentinc/schemaregistry 1.10.1'] };
}
