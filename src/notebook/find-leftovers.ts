import type { Connection } from '../kafka/connection.ts';
import { patientClient } from '../kafka/client.ts';

/** Topics and consumer groups on the broker whose name begins with the prefix, such as "topic wb-ann-1-orders". */
export async function findLeftovers(connection: Connection, prefix: string): Promise<string[]> {
  const admin = patientClient(connection, 'workbook-leftovers').admin();
  await admin.connect();
  try {
    const [topics, { groups }] = await Promise.all([admin.listTopics(), admin.listGroups()]);
    const names = [
      ...topics.map((topic) => ({ name: topic, text: `topic ${topic}` })),
      ...groups.map(({ groupId }) => ({ name: groupId, text: `group ${groupId}` })),
    ];
    return names.filter(({ name }) => name.startsWith(`${prefix}-`)).map((left) => left.text);
  } finally {
    await admin.disconnect();
  }
}
