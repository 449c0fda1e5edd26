// What happens to what a run needs beside its broker, in English.
import type { Phase } from './phase.ts';

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

export const labText = {
  /** A phase as a line of the terminal and of the page. */
  phase,
} as const;

function phase(reached: Phase): string {
  switch (reached.kind) {
    case 'cluster-starts':
      return 'three brokers are started, for this and later drills';
    case 'registry-starts':
      return 'a Schema Registry is started, for this and later runs; what is missing of it is downloaded first (159 MB)';
    case 'registry-ready':
      return `the Schema Registry answers, after ${seconds(reached.ms)}`;
    case 'cluster-busy':
      return 'another run is breaking the cluster; this one waits for it';
    case 'cluster-restored':
      return 'the cluster is put together again';
    case 'cluster-ready':
      return `three brokers are up and in sync, after ${seconds(reached.ms)}`;
    case 'new-leader':
      return `broker ${reached.broker} is the new leader, after ${seconds(reached.ms)}`;
    case 'all-in-sync':
      return `every replica is in sync again, after ${seconds(reached.ms)}`;
    case 'missed':
      return `the fault did not fall inside your work: the run is repeated (attempt ${reached.attempt} of 3)`;
    case 'killed':
    case 'stopped':
    case 'frozen':
    case 'thawed':
    case 'restarting':
    case 'restarted':
      return `broker ${reached.broker} ${done[reached.kind]}`;
  }
}

const done = {
  killed: 'is killed',
  stopped: 'is stopped in an orderly way',
  frozen: 'is frozen: it keeps its connections and does nothing',
  thawed: 'goes on',
  restarting: 'is started again',
  restarted: 'is back',
} as const;
