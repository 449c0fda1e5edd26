// What somebody who looks for a client says about their work: questions in the order of what decides most.
import { z } from 'zod';

export const languages = ['node', 'python', 'go', 'java', 'dotnet', 'any'] as const;
/** Needs beyond producing and consuming in a group, by the matrix's names of features. */
export const wantedFeatures = [
  'transactions',
  'idempotence',
  'schema-registry',
  'kip-848',
  'share-group',
  'cooperative',
  'static-membership',
  'linger',
  'tls',
  'sasl-plain',
  'sasl-scram',
  'sasl-oauthbearer',
  'admin-topics',
  'partitioner',
  'gzip',
  'snappy',
  'lz4',
  'zstd',
] as const;

export const needsSchema = z.strictObject({
  language: z.enum(languages),
  features: z.array(z.enum(wantedFeatures)),
  /** Code that is compiled for each platform (librdkafka) may be used. */
  native: z.boolean(),
  /** Only clients that get releases. */
  maintained: z.boolean(),
  /** What decides between those that are left. */
  first: z.enum(['throughput', 'latency']),
});
export type Needs = z.infer<typeof needsSchema>;
export type WantedFeature = (typeof wantedFeatures)[number];
