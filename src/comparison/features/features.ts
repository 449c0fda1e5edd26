// The rows of the matrix, in their order.
import {
  checkAcls,
  checkCommitted,
  checkConfigs,
  checkConnect,
  checkCooperative,
  checkGroups,
  checkStatic,
  checkTopics,
  checkWire,
  fill,
  makeGroup,
  useTransactionalId,
} from './check-groups.ts';
import {
  checkCodec,
  checkHeaders,
  checkIdempotence,
  checkLinger,
  checkPartitioner,
  checkSchema,
  checkThereAndBack,
  checkTransactions,
  checkWritten,
  comparedPartitions,
} from './check-records.ts';
import type { Feature } from './feature.ts';
import type { Access } from './stage.ts';

const one = { partitions: 1, records: 20 } as const;
const several = { partitions: 3, records: 20 } as const;

const codec = (name: string): Feature => ({ name, ...one, check: checkCodec(name) });

const secured = (name: string, ...accesses: Access[]): Feature => ({
  name,
  partitions: 1,
  records: 1,
  accesses,
  check: checkThereAndBack,
});

const partitioner = (name: string, setting: 'default' | 'java'): Feature => ({
  name,
  words: ['partitions'],
  env: { PARTITIONER: setting },
  partitions: comparedPartitions,
  records: 24,
  check: checkPartitioner,
});

export const features: readonly Feature[] = [
  { name: 'connect', ...several, check: checkConnect },
  { name: 'producer', ...several, check: checkWritten },
  { name: 'consumer-group', ...several, prepare: fill, check: checkCommitted },
  { name: 'static-membership', ...several, holds: true, check: checkStatic },
  { name: 'cooperative', ...several, holds: true, check: checkCooperative },
  { name: 'kip-848', ...several, tapped: true, holds: true, prepare: fill, check: checkWire('ConsumerGroupHeartbeat') },
  { name: 'share-group', ...one, tapped: true, prepare: fill, check: checkWire('ShareGroupHeartbeat', 'ShareFetch') },
  { name: 'idempotence', ...one, check: checkIdempotence },
  { name: 'transactions', ...one, prepare: useTransactionalId, check: checkTransactions },
  { name: 'linger', partitions: 1, records: 200, check: checkLinger },
  ...['gzip', 'snappy', 'lz4', 'zstd'].map(codec),
  secured('tls', 'tls'),
  secured('sasl-plain', 'sasl-plain'),
  secured('sasl-scram', 'scram-256', 'scram-512'),
  secured('sasl-oauthbearer', 'oauthbearer'),
  { name: 'schema-registry', ...one, needsRegistry: true, check: checkSchema },
  { name: 'admin-topics', partitions: 0, records: 0, check: checkTopics },
  { name: 'admin-configs', ...one, check: checkConfigs },
  { name: 'admin-groups', ...one, prepare: makeGroup, check: checkGroups },
  { name: 'admin-acls', ...one, check: checkAcls },
  { name: 'headers', partitions: 1, records: 1, check: checkHeaders },
  partitioner('partitioner', 'default'),
  partitioner('partitioner-java', 'java'),
];
