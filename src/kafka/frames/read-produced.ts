// What a Produce request carries, as its bytes stand there.
import type { Cursor } from './cursor.ts';

export interface ProducedRecords {
  /** The topic's name; from version 13 on its id. */
  readonly topic: string;
  readonly partition: number;
  /** Record batches, one after the other. */
  readonly records: Buffer;
}

export interface Produced {
  readonly acks: number;
  readonly transactionalId: string | undefined;
  readonly timeoutMs: number;
  readonly partitions: readonly ProducedRecords[];
}

/** Reads a Produce request from behind its client id. Throws `UnreadableMessage`. */
export function readProduced(cursor: Cursor, version: number): Produced {
  const flexible = version >= 9;
  cursor.tags(flexible); // of the header
  const transactionalId = version >= 3 ? cursor.string(flexible) : undefined;
  const acks = cursor.int16();
  const timeoutMs = cursor.int32();
  const topics = cursor.array(flexible, () => {
    const topic = version >= 13 ? cursor.uuid() : (cursor.string(flexible) ?? '');
    const partitions = cursor.array(flexible, () => {
      const partition = cursor.int32();
      const records = cursor.blob(flexible) ?? Buffer.alloc(0);
      cursor.tags(flexible);
      return { topic, partition, records };
    });
    cursor.tags(flexible);
    return partitions;
  });
  return { acks, transactionalId, timeoutMs, partitions: topics.flat() };
}
