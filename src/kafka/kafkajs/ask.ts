// Carries requests of our own by a connection of kafkajs': it knows TLS and SASL, and which broker listens where.
import { apiKeys } from '../frames/api-names.ts';
import { headerTags, readAnswer, type KafkaRequest } from '../requests/request.ts';
import type { KafkaBroker, KafkajsRequest } from './cluster.ts';

/** Sends a request and reads its answer. Rejects with what kafkajs' connection throws, and with what `read` throws. */
export async function ask<Answer>(broker: KafkaBroker, request: KafkaRequest<Answer>): Promise<Answer> {
  const { api: apiName, apiKey, apiVersion } = request;
  const body = Buffer.concat([headerTags(request), request.body]);
  // kafkajs takes what looks like its own encoder: these two names for the same bytes.
  const asKafkajs = { apiKey, apiVersion, apiName, encode: async () => ({ buf: body, buffer: body }) };
  if (apiKey === apiKeys.fetch) await openForFetches(broker, asKafkajs);
  const { answer } = await broker.connectionPool.send({
    request: asKafkajs,
    response: {
      // kafkajs looks into the answer for a throttle time, so that it has to be an object.
      decode: async (raw) => ({ answer: readAnswer(request, raw) }),
      parse: async (read) => read,
    },
  });
  return answer;
}

const opening = new WeakMap<KafkaBroker['connectionPool'], Promise<unknown>>();

// kafkajs has a connection for fetches alone, and opens it anew for every request that finds it not open yet. Of several
// at once all but the last would stay open, unknown to disconnect(), and keep the process alive.
async function openForFetches({ connectionPool }: KafkaBroker, request: KafkajsRequest): Promise<void> {
  let open = opening.get(connectionPool);
  if (!open) {
    open = connectionPool.getConnectionByRequest({ request }).finally(() => opening.delete(connectionPool));
    opening.set(connectionPool, open);
  }
  await open;
}
