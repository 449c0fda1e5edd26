// Groups of the protocol of KIP-848 (`group.protocol=consumer`): kafkajs has no request for them, so the two that are
// needed stand here.
import { apiKeys } from '../frames/api-names.ts';
import type { Cursor } from '../frames/cursor.ts';
import { failOn } from '../errors.ts';
import { Writer } from '../frames/writer.ts';
import type { KafkaRequest } from './request.ts';

/** A group as its coordinator describes it. */
export interface ConsumerGroup {
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

/** Asks the coordinator for the group; undefined where it knows no such group. */
export const describeConsumerGroup = (groupId: string): KafkaRequest<ConsumerGroup | undefined> => ({
  api: 'ConsumerGroupDescribe',
  apiKey: apiKeys.consumerGroupDescribe,
  apiVersion: 0,
  flexible: true,
  body: new Writer().uvarint(2).string(groupId, true).int8(0).tags(true).bytes(),
  read(answer) {
    answer.int32(); // throttleTime
    return answer.array(true, () => readGroup(answer))[0];
  },
});

/** Says in a member's name that it leaves: a heartbeat with the epoch -1. Throws a `BrokerError` where it may not. */
export const leaveConsumerGroup = (groupId: string, memberId: string): KafkaRequest<void> => ({
  api: 'ConsumerGroupHeartbeat',
  apiKey: apiKeys.consumerGroupHeartbeat,
  apiVersion: 0,
  flexible: true,
  body: new Writer()
    .string(groupId, true)
    .string(memberId, true)
    .int32(-1) // memberEpoch
    .string(undefined, true) // instanceId
    .string(undefined, true) // rackId
    .int32(-1) // rebalanceTimeout, as it was
    .uvarint(0) // topics, as they were
    .string(undefined, true) // assignor
    .uvarint(0) // partitions, as they were
    .tags(true)
    .bytes(),
  read(answer) {
    answer.int32(); // throttleTime
    failOn('ConsumerGroupHeartbeat', answer.int16());
  },
});

function readGroup(answer: Cursor): ConsumerGroup | undefined {
  const error = answer.int16();
  answer.string(true); // errorMessage
  answer.string(true); // groupId
  const state = answer.string(true) ?? '';
  answer.take(4 + 4); // groupEpoch, assignmentEpoch
  const assignor = answer.string(true) ?? '';
  const members = answer.array(true, () => readMember(answer));
  return error === 0 ? { state, assignor, members } : undefined;
}

function readMember(answer: Cursor): ConsumerGroup['members'][number] {
  const id = answer.string(true) ?? '';
  answer.string(true); // instanceId
  answer.string(true); // rackId
  answer.int32(); // memberEpoch
  const clientId = answer.string(true) ?? '';
  const host = (answer.string(true) ?? '').replace(/^\//, '');
  answer.array(true, () => answer.string(true)); // subscribed topics
  answer.string(true); // subscribed pattern
  const assignment = readAssignment(answer);
  readAssignment(answer); // what it is to read in the end
  answer.tags(true);
  return { id, clientId, host, assignment };
}

function readAssignment(answer: Cursor): Record<string, number[]> {
  const topics = answer.array(true, () => {
    answer.uuid();
    const topic = answer.string(true) ?? '';
    const partitions = answer.array(true, () => answer.int32());
    answer.tags(true);
    return [topic, partitions] as const;
  });
  answer.tags(true);
  return Object.fromEntries(topics);
}
