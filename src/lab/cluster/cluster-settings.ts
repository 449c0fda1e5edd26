// The configuration of a node of the workbook's own cluster. Pure.
import { embeddedSettings } from '../broker/server-properties.ts';

/** Its brokers, by number; each is a controller, too. */
export const nodeIds = [1, 2, 3] as const;
export type NodeId = (typeof nodeIds)[number];

/**
 * What differs from a single broker: three replicas of everything, of which two must have a record before acks=all confirms
 * it. A node that is away is noticed in 1.5 s rather than 9 s, a controller's leader in half a second: a drill waits for that,
 * and one that waited longer would teach no more. Who leads stays the leader until somebody moves it.
 */
const ofCluster: Readonly<Record<string, string>> = {
  'default.replication.factor': '3',
  'min.insync.replicas': '2',
  'offsets.topic.replication.factor': '3',
  'transaction.state.log.replication.factor': '3',
  'transaction.state.log.min.isr': '2',
  'share.coordinator.state.topic.replication.factor': '3',
  'share.coordinator.state.topic.min.isr': '2',
  'broker.heartbeat.interval.ms': '250',
  'broker.session.timeout.ms': '1500',
  'controller.quorum.fetch.timeout.ms': '500',
  'controller.quorum.election.timeout.ms': '300',
  'controller.quorum.election.backoff.max.ms': '200',
  'controller.quorum.request.timeout.ms': '1000',
  'auto.leader.rebalance.enable': 'false',
  // How long a follower waits after a fetch that failed, as all do from a leader that is away.
  'replica.fetch.backoff.ms': '100',
};

/** The settings of every node, whatever its ports and folders. */
export function clusterSettings(platform: NodeJS.Platform = process.platform): Readonly<Record<string, string>> {
  return { ...embeddedSettings(platform), ...ofCluster };
}
