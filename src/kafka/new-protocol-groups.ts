// Groups of the protocol of KIP-848 (`group.protocol=consumer`): kafkajs has no request for them, so the two that are
// needed stand here. Both are "flexible" messages: they begin with the tagged fields of their header, of which there are none.
import { createRequire } from 'node:module';
import type { KafkaBroker, KafkaRequest } from './kafkajs-cluster.ts';
import { Cursor } from './frames/cursor.ts';

/** A group as its coordinator describes it. */
export interface NewProtocolGroup {
  /** `Empty`, `Assigning`, `Reconciling`, `Stable` or `Dead`. */
  readonly state: string;
  readonly assignor: string;
  readonly members: readonly {
    readonly id: string;
    readonly clientId: string;
    readonly host: string;
    /** The partitions that the member reads now, by topic. */
    readonly assignment: Readonly<Record<string, readonly number[]>>;
  }[];
}

/** kafkajs' own, as far as it is used; each call returns the encoder. */
interface Encoder {
  writeUVarInt(value: number): Encoder;
  writeUVarIntString(value: string): Encoder;
  writeInt32(value: number): Encoder;
  writeBoolean(value: boolean): Encoder;
}

const KafkajsEncoder: new () => Encoder = createRequire(import.meta.url)('kafkajs/src/protocol/encoder');

const describeApi = 69;
const heartbeatApi = 68;
/** A flexible message's null array, null string, and its end without tagged fields. */
const none = 0;

/** The group, or undefined where the broker knows no such group, or nothing of the protocol. */
export async function describeNewProtocolGroup(
  broker: KafkaBroker,
  groupId: string,
): Promise<NewProtocolGroup | undefined> {
  if (!broker.versions?.[describeApi]) return undefined;
  const body = begin().writeUVarInt(2).writeUVarIntString(groupId).writeBoolean(false).writeUVarInt(none);
  const request = { apiKey: describeApi, apiVersion: 0, apiName: 'ConsumerGroupDescribe', encode: async () => body };
  const { answer } = await send(broker, request, (cursor) => cursor.array(true, () => readGroup(cursor))[0]);
  return answer;
}

/** Says in a member's name that it leaves: a heartbeat with the epoch -1. */
export async function leaveNewProtocolGroup(broker: KafkaBroker, groupId: string, memberId: string): Promise<void> {
  const body = begin().writeUVarIntString(groupId).writeUVarIntString(memberId).writeInt32(-1);
  body.writeUVarInt(none).writeUVarInt(none); // instanceId, rackId
  body.writeInt32(-1); // rebalanceTimeout, as it was
  body.writeUVarInt(none).writeUVarInt(none).writeUVarInt(none).writeUVarInt(none); // topics, assignor, partitions, tags
  const request = { apiKey: heartbeatApi, apiVersion: 0, apiName: 'ConsumerGroupHeartbeat', encode: async () => body };
  const { answer } = await send(broker, request, (cursor) => cursor.int16());
  if (answer !== 0) throw new Error(`The broker answered a leaving member with error ${answer}.`);
}

const begin = (): Encoder => new KafkajsEncoder().writeUVarInt(none);

// kafkajs looks into the answer for a throttle time, so that it has to be an object.
async function send<Answer>(broker: KafkaBroker, request: KafkaRequest, read: (cursor: Cursor) => Answer) {
  const decode = async (raw: Buffer): Promise<{ answer: Answer }> => {
    const cursor = new Cursor(raw);
    cursor.tags(true);
    cursor.int32(); // throttleTime
    return { answer: read(cursor) };
  };
  const parse = async (answer: { answer: Answer }) => answer;
  return broker.connectionPool.send({ request, response: { decode, parse } });
}

function readGroup(cursor: Cursor): NewProtocolGroup | undefined {
  const errorCode = cursor.int16();
  cursor.string(true); // errorMessage
  cursor.string(true); // groupId
  const state = cursor.string(true) ?? '';
  cursor.take(4 + 4); // groupEpoch, assignmentEpoch
  const assignor = cursor.string(true) ?? '';
  const members = cursor.array(true, () => readMember(cursor));
  return errorCode === 0 ? { state, assignor, members } : undefined;
}

function readMember(cursor: Cursor): NewProtocolGroup['members'][number] {
  const id = cursor.string(true) ?? '';
  cursor.string(true); // instanceId
  cursor.string(true); // rackId
  cursor.int32(); // memberEpoch
  const clientId = cursor.string(true) ?? '';
  const host = (cursor.string(true) ?? '').replace(/^\//, '');
  cursor.array(true, () => cursor.string(true)); // subscribed topics
  cursor.string(true); // subscribed pattern
  const assignment = readAssignment(cursor);
  readAssignment(cursor); // what it is to read in the end
  cursor.tags(true);
  return { id, clientId, host, assignment };
}

function readAssignment(cursor: Cursor): Record<string, number[]> {
  const topics = cursor.array(true, () => {
    cursor.uuid();
    const topic = cursor.string(true) ?? '';
    const partitions = cursor.array(true, () => cursor.int32());
    cursor.tags(true);
    return [topic, partitions] as const;
  });
  cursor.tags(true);
  return Object.fromEntries(topics);
}
