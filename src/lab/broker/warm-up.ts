// A broker answers before its first consumer group or idempotent producer can be served: the internal topics have to
// exist and their coordinators to be loaded. Learners would see that as a second's wait and as errors in the client's log.
import { setTimeout as delay } from 'node:timers/promises';
import {
  apiVersions,
  describeCluster,
  describeGroup,
  describeTransaction,
  findCoordinator,
  initProducerId,
  type Probe,
} from '../../kafka/requests/readiness.ts';
import { Wire } from '../../kafka/wire.ts';

const id = 'workbook-warm-up';
/** Of a share group's partition: group, topic id, partition. */
const shareKey = `${id}:AAAAAAAAAAAAAAAAAAAAAQ:0`;
const pauseMs = 10;

export interface ExpectedBroker {
  readonly host: string;
  readonly port: number;
  readonly clusterId: string;
  /** It is one of several: then another one may be the coordinator, and only that one exists is asked here. */
  readonly oneOfSeveral?: boolean;
}

/** Somebody else's broker answers at the address. */
export class Stranger extends Error {}

/**
 * Resolves when the broker serves groups, idempotent producers, transactions and share groups; leaves nothing behind.
 * Rejects when the signal aborts, and with Stranger when the broker that answers is another one.
 */
export async function brokerServes(broker: ExpectedBroker, signal: AbortSignal): Promise<void> {
  const { host, port, clusterId, oneOfSeveral = false } = broker;
  using wire = await openAnswering(host, port, signal);
  if ((await wire.ask(describeCluster)) !== clusterId) throw new Stranger();
  const until = async (probe: Probe): Promise<void> => {
    while ((await wire.ask(probe)) !== 0) await pause(signal);
  };
  const untilLoaded = (probe: Probe): Promise<void> => (oneOfSeveral ? Promise.resolve() : until(probe));
  await Promise.all([
    until(findCoordinator('group', id)).then(() => untilLoaded(describeGroup(id))),
    until(findCoordinator('transaction', id)).then(() => untilLoaded(describeTransaction(id))),
    until(findCoordinator('share', shareKey)),
    until(initProducerId),
  ]);
}

/** A starting broker takes the connection early and answers once it is ready, so one attempt may wait for long. */
async function openAnswering(host: string, port: number, signal: AbortSignal): Promise<Wire> {
  for (;;) {
    try {
      const wire = await Wire.open(host, port, signal);
      await wire.ask(apiVersions);
      return wire;
    } catch {
      await pause(signal);
    }
  }
}

/** Rejects with the signal's own reason, which says why nobody waits any more. */
async function pause(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await delay(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
}
