import {
  AclOperations,
  AclPermissionTypes,
  ConfigResourceTypes,
  IncrementalAlterConfigOperationTypes,
  ResourcePatternTypes,
  ResourceTypes,
  type Admin,
} from '@platformatic/kafka';
import { groupId, makeAdmin, topic } from './connect.ts';
import type { Result } from './result.ts';

async function withAdmin<T>(work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = makeAdmin();
  try {
    return await work(admin);
  } finally {
    await admin.close();
  }
}

export const admin: Record<string, () => Promise<Result>> = {
  connect: () =>
    withAdmin(async (admin) => {
      const { topics } = await admin.metadata({ topics: [topic] });
      return { evidence: { partitions: topics.get(topic)?.partitionsCount } };
    }),
  'admin-topics': () =>
    withAdmin(async (admin) => {
      await admin.createTopics({ topics: [topic], partitions: 3, replicas: 1 });
      await admin.deleteTopics({ topics: [process.env.TOPIC_TO_DELETE ?? ''] });
      return { evidence: { created: topic } };
    }),
  'admin-configs': () =>
    withAdmin(async (admin) => {
      const resource = { resourceType: ConfigResourceTypes.TOPIC, resourceName: topic };
      const configOperation = IncrementalAlterConfigOperationTypes.SET;
      const configs = [{ name: 'retention.ms', configOperation, value: '60000' }];
      await admin.incrementalAlterConfigs({ resources: [{ ...resource, configs }] });
      const [described] = await admin.describeConfigs({
        resources: [{ ...resource, configurationKeys: ['retention.ms'] }],
      });
      return { evidence: { value: described?.configs.find(({ name }) => name === 'retention.ms')?.value } };
    }),
  'admin-groups': () =>
    withAdmin(async (admin) => {
      const groups = await admin.listGroups();
      const described = await admin.describeGroups({ groups: [groupId] });
      await admin.deleteGroups({ groups: [groupId] });
      return { evidence: { listed: groups.has(groupId), state: described.get(groupId)?.state } };
    }),
  'admin-acls': () =>
    withAdmin(async (admin) => {
      const acl = {
        resourceType: ResourceTypes.TOPIC,
        resourceName: topic,
        resourcePatternType: ResourcePatternTypes.LITERAL,
        principal: 'User:alice',
        host: '*',
        operation: AclOperations.READ,
        permissionType: AclPermissionTypes.ALLOW,
      } as const;
      await admin.createAcls({ creations: [acl] });
      const found = await admin.describeAcls({ filter: acl });
      return { evidence: { listed: found.some(({ resourceName }) => resourceName === topic) } };
    }),
};
