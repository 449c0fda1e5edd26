// Checks that ask the broker about groups, topics, settings and ACLs, or the wire about requests.
import kafkajs, { type Admin, type Kafka } from 'kafkajs';
import type { ApiName } from '../../lab/door/wire-tap.ts';
import { checkConsumed } from './check-records.ts';
import { demand, type Place, type Seen } from './feature.ts';
import { describeMembers } from '../../kafka/requests/describe-members.ts';
import type { Stage } from './stage.ts';
import { evidence } from './en-evidence.ts';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

export async function withAdmin<T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** Records for a client to read. */
export async function fill({ observer }: Stage, { topic, records }: Place): Promise<void> {
  const messages = Array.from({ length: records }, (_, n) => ({ key: `k${n}`, value: `value ${n}` }));
  await observer.produce(topic, messages);
}

/** Uses the transactional id that the contract names, as a program's earlier runs have: what counts is that a restart works. */
export async function useTransactionalId({ kafka }: Stage, { topic }: Place): Promise<void> {
  // After one run the id's epoch is 0, which a client that wrongly asks for epoch 0 would get.
  for (let run = 0; run < 2; run += 1) {
    const producer = kafka.producer({ transactionalId: `${topic}-tx`, idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    await (await producer.transaction()).abort();
    await producer.disconnect();
  }
}

/** A group without members that has committed. */
export async function makeGroup({ kafka }: Stage, { topic, groupId }: Place): Promise<void> {
  await withAdmin(kafka, async (admin) => {
    await admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: '0' }] });
  });
}

export async function checkCommitted(seen: Seen): Promise<string> {
  const { stage, place } = seen;
  const read = checkConsumed(seen);
  const committed = Object.values(await stage.observer.committed(place.groupId, place.topic));
  const sum = committed.reduce((total, offset) => total + offset, 0);
  demand(sum === place.records, evidence.groupCommitted(sum, place.records));
  return evidence.andCommitted(read, sum);
}

export async function checkStatic({ stage, place, report }: Seen): Promise<string> {
  if (report) return evidence.heldInstance(place.instanceId);
  const { instanceIds } = await describeMembers(stage.connection, place.groupId);
  const seen = instanceIds.map((id) => id ?? 'none').join(', ');
  demand(instanceIds.includes(place.instanceId), evidence.otherInstances(seen || evidence.noMembers));
  return evidence.holdsInstance(place.instanceId);
}

export async function checkCooperative({ stage, place, report }: Seen): Promise<string> {
  if (report) return evidence.wasCooperative;
  const { protocol, state } = await describeMembers(stage.connection, place.groupId);
  demand(protocol.includes('cooperative'), evidence.otherProtocol(state, protocol));
  return evidence.cooperative(protocol);
}

/** The wire shows requests of these kinds. */
export const checkWire =
  (...apis: readonly ApiName[]) =>
  async (seen: Seen): Promise<string> => {
    const counts = apis.map((api) => [api, seen.tap?.count(api) ?? 0] as const);
    const missing = counts.filter(([, count]) => count === 0).map(([api]) => api);
    demand(missing.length === 0, evidence.wireLacks(missing));
    const wire = counts.map(([api, count]) => `${count} × ${api}`).join(', ');
    return seen.report ? evidence.readOnWire(checkConsumed(seen), wire) : evidence.onWire(wire);
  };

export async function checkConnect({ report }: Seen): Promise<string> {
  const partitions = report?.evidence?.['partitions'];
  demand(partitions === 3, evidence.otherPartitions(String(partitions)));
  return evidence.sawPartitions;
}

export async function checkTopics({ stage, place }: Seen): Promise<string> {
  const made = await stage.observer.partitions(place.topic);
  const gone = await stage.observer.partitions(place.topicToDelete);
  demand(made.length === 3, evidence.topicPartitions(made.length));
  demand(gone.length === 0, evidence.topicThere);
  return evidence.topicsRight;
}

export async function checkConfigs({ stage, place, report }: Seen): Promise<string> {
  const value = (await stage.observer.topicConfig(place.topic))['retention.ms'];
  demand(value === '60000', evidence.retention(String(value)));
  const read = report?.evidence?.['value'];
  demand(String(read) === '60000', evidence.readRetention(String(read)));
  return evidence.retentionRight;
}

export async function checkGroups({ stage, place, report }: Seen): Promise<string> {
  const { groups } = await withAdmin(stage.kafka, async (admin) => admin.listGroups());
  demand(!groups.some(({ groupId }) => groupId === place.groupId), evidence.groupThere);
  const { listed, state } = report?.evidence ?? {};
  demand(listed === true, evidence.groupUnlisted);
  return evidence.groupGone(String(state));
}

export async function checkAcls({ stage, place, report }: Seen): Promise<string> {
  const { resources } = await withAdmin(stage.kafka, async (admin) =>
    admin.describeAcls({
      resourceType: AclResourceTypes.TOPIC,
      resourceName: place.topic,
      resourcePatternType: ResourcePatternTypes.LITERAL,
      operation: AclOperationTypes.ANY,
      permissionType: AclPermissionTypes.ANY,
    }),
  );
  const found = resources
    .flatMap(({ acls }) => acls)
    .some(({ principal, operation }) => principal === evidence.bindingRight && operation === AclOperationTypes.READ);
  demand(found, evidence.noBinding);
  demand(report?.evidence?.['listed'] === true, evidence.bindingUnlisted);
  return evidence.bindingRight;
}
