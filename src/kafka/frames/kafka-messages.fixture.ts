// What Kafka's own serialiser wrote: see KafkaMessages.java.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const bytes = z.string().transform((hex) => Buffer.from(hex, 'hex'));

const messages = z.strictObject({
  apis: z.array(z.tuple([z.int(), z.string()])),
  errors: z.array(z.tuple([z.int(), z.string()])),
  answers: z.array(z.strictObject({ api: z.string(), key: z.int(), version: z.int(), bytes, rewritten: bytes })),
  refusals: z.array(
    z.strictObject({ api: z.string(), version: z.int(), error: z.string(), frame: bytes, answer: bytes }),
  ),
  requests: z.array(z.strictObject({ api: z.string(), version: z.int(), frame: bytes })),
  batchBytes: z.array(z.int()),
});

export const kafkaMessages = messages.parse(
  JSON.parse(readFileSync(join(import.meta.dirname, 'kafka-messages.json'), 'utf8')),
);
