// DescribeGroups, version 4: with the members' instance ids, which kafkajs' version of the request does not carry.
import { parseAddress, type Connection } from '../connection.ts';
import { apiKeys } from '../frames/api-names.ts';
import { failOn } from '../errors.ts';
import { Writer } from '../frames/writer.ts';
import { Wire } from '../wire.ts';
import type { KafkaRequest } from './request.ts';

export interface Members {
  readonly state: string;
  /** The assignor that all members agreed on. */
  readonly protocol: string;
  /** Of each member; undefined for a member without one. */
  readonly instanceIds: readonly (string | undefined)[];
}

const describeMembersOf = (groupId: string): KafkaRequest<Members> => ({
  api: 'DescribeGroups',
  apiKey: apiKeys.describeGroups,
  apiVersion: 4,
  flexible: false,
  body: new Writer().int32(1).string(groupId, false).int8(0).bytes(),
  read(answer) {
    answer.take(4 + 4); // throttle time, one group
    failOn('DescribeGroups', answer.int16());
    answer.string(false); // group id
    const state = answer.string(false) ?? '';
    answer.string(false); // protocol type
    const protocol = answer.string(false) ?? '';
    const instanceIds = answer.array(false, () => {
      answer.string(false); // member id
      const instanceId = answer.string(false);
      for (let text = 0; text < 2; text += 1) answer.string(false); // client id, host
      for (let blob = 0; blob < 2; blob += 1) answer.blob(false); // metadata, assignment
      return instanceId;
    });
    return { state, protocol, instanceIds };
  },
});

/**
 * Asks about a group of the classic protocol: each broker in turn, because only the group's coordinator knows. Plain
 * listeners only. Throws what the first broker answered where none knows.
 */
export async function describeMembers({ brokers }: Connection, groupId: string): Promise<Members> {
  const failures: unknown[] = [];
  for (const broker of brokers) {
    try {
      return await ask(broker, groupId);
    } catch (error) {
      failures.push(error);
    }
  }
  throw failures[0];
}

async function ask(broker: string, groupId: string): Promise<Members> {
  const { host, port } = parseAddress(broker);
  using wire = await Wire.open(host, port, AbortSignal.timeout(10_000));
  return await wire.ask(describeMembersOf(groupId));
}
