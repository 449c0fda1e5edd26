// Kafka's own list of a group's members, with their instance ids, which kafkajs' version of the request does not carry.
import type { Connection } from '../lab/broker/broker.ts';
import { Wire, type WireRequest } from './wire.ts';
import { Cursor } from './frames/cursor.ts';

export interface Members {
  readonly state: string;
  /** The assignor that all members agreed on. */
  readonly protocol: string;
  /** Of each member; undefined for a member without one. */
  readonly instanceIds: readonly (string | undefined)[];
}

// DescribeGroups 4: https://kafka.apache.org/protocol#The_Messages_DescribeGroups
const request = (groupId: string): WireRequest => {
  const name = Buffer.from(groupId);
  const body = Buffer.alloc(4 + 2 + name.length + 1);
  body.writeInt32BE(1);
  body.writeInt16BE(name.length, 4);
  name.copy(body, 6);
  return { apiKey: 15, version: 4, flexible: false, body, errorCode: (answer) => answer.readInt16BE(8) };
};

/** Asks about a group of the classic protocol: each broker in turn, because only the group's coordinator knows. */
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
  const [host = '', port = ''] = broker.split(':');
  using wire = await Wire.open(host, Number(port), AbortSignal.timeout(10_000));
  const answer = new Cursor(await wire.ask(request(groupId)));
  answer.take(4 + 4 + 2); // throttle time, one group, its error
  answer.string(false);
  const state = answer.string(false) ?? '';
  answer.string(false); // protocol type
  const protocol = answer.string(false) ?? '';
  const instanceIds = answer.array(false, () => {
    answer.string(false);
    const instanceId = answer.string(false);
    answer.string(false);
    answer.string(false);
    answer.blob(false);
    answer.blob(false);
    return instanceId;
  });
  return { state, protocol, instanceIds };
}
