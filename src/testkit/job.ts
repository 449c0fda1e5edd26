// What the grader tells the process that runs one suite. It travels as vitest's provided context, so that the same suite
// also runs by plain `vitest`, where src/grading/plain-vitest.ts provides it.
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inject } from 'vitest';
import type { LabConnection } from './lab.ts';

/** Three brokers, by number and address. */
export interface ClusterJob {
  readonly connection: LabConnection;
  readonly nodes: readonly { readonly id: number; readonly address: string }[];
}

export interface Job {
  readonly connection: LabConnection;
  /** `host:port` where users that a suite makes log in; undefined where the broker has no such listener. */
  readonly users?: string;
  /** The cluster that a drill breaks, which is its own while it runs; undefined for all other suites. */
  readonly cluster?: ClusterJob;
  /** Begins every topic, group and transactional id of this run, which are removed after it by this beginning. */
  readonly prefix: string;
  /** The file under test: an absolute path, or `stub`, `solution` or `confluent` for the course's own. */
  readonly subject: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    workbook: Job;
  }
}

/** URL of a suite, whose first group is the exercise's key, such as `02-send-an-order`. */
export const suitePattern = /\/exercises\/\d{2}-[^/]+\/(\d{2}-[^/]+)\.test\.ts(?:\?.*)?$/;

/** The job of this process. Plain `vitest` gives all its workers the same one, and each of them counts names from 1. */
export function currentJob(): Job {
  const job = inject('workbook');
  const { VITEST_WORKER_ID: worker } = process.env;
  return isAbsolute(job.subject) || worker === undefined ? job : { ...job, prefix: `${job.prefix}-${worker}` };
}

/** Where a suite and the learner's code work: on the cluster where the suite has one, else on the broker. */
export function workConnection(): LabConnection {
  const { cluster, connection } = currentJob();
  return cluster?.connection ?? connection;
}

/** The file under test of the suite at `suiteUrl` (its `import.meta.url`). */
export function subjectOf(suiteUrl: string): URL {
  const { subject } = currentJob();
  const stub = suiteUrl.replace(/\.test\.ts(\?.*)?$/, '.ts');
  const solution = stub.replace(/\/exercises\/(?=[^/]+\/[^/]+$)/, '/solutions/');
  if (subject === 'stub') return new URL(stub);
  if (subject === 'solution') return new URL(solution);
  if (subject === 'confluent') return new URL(solution.replace(/\.ts$/, '.confluent.ts'));
  return pathToFileURL(subject);
}
