// How a suite has something done to the brokers of its cluster: it asks the process that owns them, by the channel between
// the suite's process and the grader, which the learner's process does not have.
import type { NodeOrder } from '../lab/cluster/cluster.ts';
import type { Phase } from '../lab/phase.ts';
import { HarnessError } from './harness-error.ts';
import { words } from './words.ts';

export interface ControlChannel {
  /** Resolves when it is done; `start` when the broker serves. */
  order(broker: number, does: NodeOrder): Promise<void>;
  /** Tells whoever watches the run. */
  tell(phase: Phase): void;
}

let channel: ControlChannel | undefined;

/** Set by whoever runs suites in this process. */
export function setControlChannel(to: ControlChannel): void {
  channel = to;
}

/** @throws HarnessError where nobody runs suites here who owns a cluster. */
export function controlChannel(): ControlChannel {
  if (!channel) throw new HarnessError(words.cluster.noOwner);
  return channel;
}
