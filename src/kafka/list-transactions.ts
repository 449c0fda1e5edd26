// Kafka's ListTransactions request (KIP-664), which no Node client has: what every transactional producer is doing now.
import type { KafkaBroker } from './kafkajs-cluster.ts';
import { Cursor } from './frames/cursor.ts';

export interface TransactionState {
  readonly id: string;
  readonly producerId: string;
  /** `Empty`, `Ongoing`, `PrepareCommit`, `PrepareAbort`, `CompleteCommit`, `CompleteAbort`, `Dead`. */
  readonly state: string;
}

/** All transactions that this broker coordinates. @throws what the connection throws. */
export async function listTransactions(broker: KafkaBroker): Promise<TransactionState[]> {
  return broker.connectionPool.send({ request, response });
}

// Tagged fields of the header, two empty filters, tagged fields of the body.
const body = Buffer.from([0, 1, 1, 0]);

const request = {
  apiKey: 66,
  apiVersion: 0,
  apiName: 'ListTransactions',
  // kafkajs takes what looks like its own encoder: these two names for the same bytes.
  encode: async () => ({ buf: body, buffer: body }),
};

const response = {
  decode: async (answer: Buffer) => decodeTransactions(answer),
  parse: async (transactions: TransactionState[]) => transactions,
};

/** Reads the answer's bytes, from the header's tagged fields on. */
export function decodeTransactions(answer: Buffer): TransactionState[] {
  const cursor = new Cursor(answer);
  cursor.tags(true);
  cursor.int32(); // throttleTime
  const error = cursor.int16();
  if (error !== 0) throw new Error(`ListTransactions was answered with error ${error}.`);
  cursor.array(true, () => cursor.string(true)); // filters that the broker does not know
  return cursor.array(true, () => {
    const id = cursor.string(true) ?? '';
    const transaction = { id, producerId: String(cursor.int64()), state: cursor.string(true) ?? '' };
    cursor.tags(true);
    return transaction;
  });
}
