// What the grader tells the process that runs one suite. It travels as vitest's provided context, so that the same suite
// also runs by plain `vitest`, where src/grading/plain-vitest.ts provides it.
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
  /** URL of a Schema Registry's Confluent-compatible API, for a suite whose task says `needs: [registry]`. */
  readonly registry?: string;
  /** The first test that fails tells enough: those after it are not run. */
  readonly endsAtFailure?: boolean;
  /** Begins every topic, group and transactional id of this run, which are removed after it by this beginning. */
  readonly prefix: string;
  /**
   * The file under test, as an absolute path. Plain `vitest`, where one job is that of many suites, gives one for each of them, by
   * the suite's URL.
   */
  readonly subject: string | Readonly<Record<string, string>>;
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
  return typeof job.subject === 'string' || worker === undefined ? job : { ...job, prefix: `${job.prefix}-${worker}` };
}

/** Where a suite and the learner's code work: on the cluster where the suite has one, else on the broker. */
export function workConnection(): LabConnection {
  const { cluster, connection } = currentJob();
  return cluster?.connection ?? connection;
}

/**
 * The file under test of the suite at `suiteUrl` (its `import.meta.url`).
 * @throws where plain `vitest` was asked for an answer that the exercise does not have.
 */
export function subjectOf(suiteUrl: string): URL {
  const { subject } = currentJob();
  const path = typeof subject === 'string' ? subject : subject[suiteUrl.replace(/\?.*$/, '')];
  if (path === undefined) throw new Error(`There is no such answer for the suite ${suiteUrl}.`);
  return pathToFileURL(path);
}
