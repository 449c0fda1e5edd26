// Java's choice of a partition for a record with a key, as org.apache.kafka.common.utils.Utils computes it.
const seed = 0x9747b28c;
const m = 0x5bd1e995;
const r = 24;

/** Java's murmur2 of the bytes: a signed 32-bit number. murmur2.json holds what Java says. */
export function murmur2(bytes: Buffer): number {
  const { length } = bytes;
  let hash = seed ^ length;
  const whole = length - (length % 4);
  for (let at = 0; at < whole; at += 4) {
    let k = Math.imul(bytes.readInt32LE(at), m);
    k ^= k >>> r;
    hash = Math.imul(hash, m) ^ Math.imul(k, m);
  }
  if (length % 4 === 3) hash ^= bytes.readUInt8(whole + 2) << 16;
  if (length % 4 >= 2) hash ^= bytes.readUInt8(whole + 1) << 8;
  if (length % 4 >= 1) hash = Math.imul(hash ^ bytes.readUInt8(whole), m);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, m);
  return hash ^ (hash >>> 15);
}

/** The partition that Java's client gives a key, of so many. */
export function murmur2Partition(key: Buffer, partitions: number): number {
  return (murmur2(key) & 0x7fffffff) % partitions;
}
