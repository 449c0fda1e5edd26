import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { murmur2, murmur2Partition } from './murmur2.ts';

const golden = z
  .strictObject({
    kafkaClients: z.string(),
    partitionCounts: z.array(z.number()),
    keys: z.array(z.strictObject({ key: z.base64(), murmur2: z.number(), partitions: z.array(z.number()) })),
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'murmur2.json'), 'utf8')));

test.each(golden.keys)('$key hashes and lands where the Java client puts it', (expected) => {
  const key = Buffer.from(expected.key, 'base64');
  expect(murmur2(key)).toBe(expected.murmur2);
  expect(golden.partitionCounts.map((count) => murmur2Partition(key, count))).toEqual(expected.partitions);
});
