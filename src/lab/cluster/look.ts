// What the brokers of a cluster say of it, each asked by itself: one that is away or frozen must not hold up the others.
import { parseAddress } from '../../kafka/connection.ts';
import { describeTopics, findController, type PartitionView } from '../../kafka/requests/leadership.ts';
import type { KafkaRequest } from '../../kafka/requests/request.ts';
import { Wire } from '../../kafka/wire.ts';

/** Long enough for a broker that is only busy. */
const answerMs = 2_000;

/** Asks one broker, by its `host:port`. Rejects where it does not answer in two seconds. */
export async function askBroker<Answer>(
  address: string,
  request: KafkaRequest<Answer>,
  signal: AbortSignal = AbortSignal.timeout(answerMs),
): Promise<Answer> {
  const { host, port } = parseAddress(address);
  using wire = await Wire.open(host, port, signal);
  return await wire.ask(request);
}

/** The answer of the broker that is quickest. Rejects with what one of them said where none answers. */
export async function askAny<Answer>(addresses: readonly string[], request: KafkaRequest<Answer>): Promise<Answer> {
  try {
    return await Promise.any(addresses.map((address) => askBroker(address, request)));
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error;
  }
}

/** A partition as the quickest of these brokers sees it; undefined where it sees none. */
export async function partitionSeenBy(
  addresses: readonly string[],
  { topic, partition = 0 }: { readonly topic: string; readonly partition?: number },
): Promise<PartitionView | undefined> {
  const { partitions } = await askAny(addresses, describeTopics);
  return partitions.find((each) => each.topic === topic && each.partition === partition);
}

/** The controller that leads, by what any of the brokers says; undefined while one is elected. */
export async function controllerOf(addresses: readonly string[]): Promise<number | undefined> {
  return askAny(addresses, findController);
}

/** Whether every broker sees `count` brokers, and every partition with a leader and all of its replicas in sync. */
export async function isWhole(addresses: readonly string[], count: number): Promise<boolean> {
  const views = await Promise.all(addresses.map((address) => askBroker(address, describeTopics)));
  return views.every(({ brokers, partitions }) => brokers.length === count && partitions.every(isInSync));
}

export const isInSync = ({ leader, replicas, isr }: PartitionView): boolean =>
  leader !== undefined && isr.length === replicas.length;
