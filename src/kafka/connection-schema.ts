// Apart from the type, so that a process which waits for a suite need not load zod for it.
import { z } from 'zod';
import type { Connection } from './connection.ts';

function saslBy<Mechanism extends string>(mechanism: Mechanism) {
  return z.strictObject({ mechanism: z.literal(mechanism), username: z.string(), password: z.string() });
}

/** Reads a connection that comes from the environment or another process. */
export const connectionSchema: z.ZodType<Connection> = z.strictObject({
  brokers: z.array(z.string().regex(/^.+:\d+$/)).min(1),
  ssl: z.literal(true).exactOptional(),
  sasl: z
    .discriminatedUnion('mechanism', [saslBy('plain'), saslBy('scram-sha-256'), saslBy('scram-sha-512')])
    .exactOptional(),
});
