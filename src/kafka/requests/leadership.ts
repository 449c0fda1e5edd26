// Who leads what: questions for a cluster of which a broker may be away, asked of one broker by a bare connection, because a
// client would wait, retry and go elsewhere.
import { apiKeys } from '../frames/api-names.ts';
import type { Cursor } from '../frames/cursor.ts';
import { BrokerError, errorCode, failOn } from '../errors.ts';
import { Writer } from '../frames/writer.ts';
import type { KafkaRequest } from './request.ts';

export interface PartitionView {
  readonly topic: string;
  readonly partition: number;
  /** Undefined while there is none. */
  readonly leader: number | undefined;
  readonly replicas: readonly number[];
  /** The replicas that have all that is confirmed. */
  readonly isr: readonly number[];
}

export interface MetadataView {
  /** Brokers that are not fenced off. */
  readonly brokers: readonly number[];
  readonly partitions: readonly PartitionView[];
}

/** What one broker knows of all brokers, topics and partitions; it may be some milliseconds behind the others. */
export const describeTopics: KafkaRequest<MetadataView> = {
  api: 'Metadata',
  apiKey: apiKeys.metadata,
  apiVersion: 4,
  flexible: false,
  // All topics, and none to be made.
  body: new Writer().int32(-1).int8(0).bytes(),
  read(answer) {
    answer.int32(); // throttle
    const brokers = answer.array(false, () => brokerIn(answer));
    answer.string(false); // cluster id
    answer.int32(); // a broker for the controller's requests, which is any
    const topics = answer.array(false, () => topicIn(answer));
    return { brokers, partitions: topics.flat() };
  },
};

function brokerIn(answer: Cursor): number {
  const id = answer.int32();
  answer.string(false); // host
  answer.int32(); // port
  answer.string(false); // rack
  return id;
}

function topicIn(answer: Cursor): PartitionView[] {
  answer.int16(); // error
  const topic = answer.string(false) ?? '';
  answer.int8(); // internal
  return answer.array(false, () => {
    answer.int16(); // error
    const partition = answer.int32();
    const leader = answer.int32();
    const replicas = answer.array(false, () => answer.int32());
    const isr = answer.array(false, () => answer.int32());
    return { topic, partition, leader: leader < 0 ? undefined : leader, replicas, isr };
  });
}

/** The controller that leads: undefined while one is elected. Metadata does not tell, it names any broker. */
export const findController: KafkaRequest<number | undefined> = {
  api: 'DescribeQuorum',
  apiKey: apiKeys.describeQuorum,
  apiVersion: 0,
  flexible: true,
  body: new Writer()
    .uvarint(2)
    .string('__cluster_metadata', true)
    .uvarint(2)
    .int32(0)
    .tags(true)
    .tags(true)
    .tags(true)
    .bytes(),
  read(answer) {
    failOn('DescribeQuorum', answer.int16());
    answer.uvarint(); // one topic
    answer.string(true); // its name
    answer.uvarint(); // one partition
    answer.int32(); // its number
    failOn('DescribeQuorum', answer.int16());
    const leader = answer.int32();
    return leader < 0 ? undefined : leader;
  },
};

/** Who asks as nobody's replica is told of records that are not confirmed yet. */
const debugging = -2;
const latest = -1n;

/**
 * Asks a partition's leader for the end of its log: behind all records that it has, whether others have them or not, while a
 * client is told only of what all replicas in sync have.
 */
export function findLogEnd(topic: string, partition: number): KafkaRequest<number> {
  return {
    api: 'ListOffsets',
    apiKey: apiKeys.listOffsets,
    apiVersion: 1,
    flexible: false,
    body: new Writer().int32(debugging).int32(1).string(topic, false).int32(1).int32(partition).int64(latest).bytes(),
    read(answer) {
      answer.int32(); // one topic
      answer.string(false); // its name
      answer.int32(); // one partition
      answer.int32(); // its number
      failOn('ListOffsets', answer.int16());
      answer.int64(); // timestamp
      return Number(answer.int64());
    },
  };
}

/** Makes the first of a partition's replicas its leader. Throws a `BrokerError` where that one is away or behind. */
export function electPreferred(topic: string, partition: number): KafkaRequest<void> {
  return {
    api: 'ElectLeaders',
    apiKey: apiKeys.electLeaders,
    apiVersion: 2,
    flexible: true,
    body: new Writer()
      .int8(0) // of the preferred replica
      .uvarint(2)
      .string(topic, true)
      .uvarint(2)
      .int32(partition)
      .tags(true)
      .int32(10_000) // time-out
      .tags(true)
      .bytes(),
    read(answer) {
      answer.int32(); // throttle
      failOn('ElectLeaders', answer.int16());
      answer.array(true, () => {
        answer.string(true); // topic
        answer.array(true, () => electionIn(answer));
        answer.tags(true);
      });
    },
  };
}

/** It leads already. */
const electionNotNeeded = errorCode('ELECTION_NOT_NEEDED');

function electionIn(answer: Cursor): void {
  answer.int32(); // partition
  const code = answer.int16();
  const message = answer.string(true);
  answer.tags(true);
  if (code !== 0 && code !== electionNotNeeded) throw new BrokerError('ElectLeaders', code, message ?? '');
}
