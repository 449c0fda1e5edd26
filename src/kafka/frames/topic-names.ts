// Kafka's newer requests name topics by id (KIP-516): metadata tells which name belongs to which id.
import { apiKeys } from './api-names.ts';
import { Cursor } from './cursor.ts';
import type { Answer } from './answer.ts';

/** The topics' names that an answer tells, by topic id: those of Metadata 10 and later. Throws `UnreadableMessage`. */
export function topicNames({ apiKey, apiVersion, bytes }: Answer): Map<string, string> {
  const names = new Map<string, string>();
  if (apiKey !== apiKeys.metadata || apiVersion < 10) return names;
  const cursor = new Cursor(bytes);
  cursor.tags(true); // of the header
  cursor.int32(); // throttle
  cursor.array(true, () => broker(cursor));
  cursor.string(true); // cluster id
  cursor.int32(); // controller id
  cursor.array(true, () => {
    cursor.int16(); // error
    const name = cursor.string(true);
    const id = cursor.uuid();
    cursor.int8(); // internal
    cursor.array(true, () => partition(cursor));
    cursor.int32(); // authorized operations
    cursor.tags(true);
    if (name !== undefined) names.set(id, name);
  });
  return names;
}

function broker(cursor: Cursor): void {
  cursor.int32(); // node id
  cursor.string(true); // host
  cursor.int32(); // port
  cursor.string(true); // rack
  cursor.tags(true);
}

function partition(cursor: Cursor): void {
  cursor.take(2 + 4 + 4 + 4); // error, partition, leader, leader epoch
  for (let list = 0; list < 3; list += 1) cursor.array(true, () => cursor.int32()); // replicas, in sync, offline
  cursor.tags(true);
}
