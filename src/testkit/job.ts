// What the grader tells the process that runs one suite. It travels as vitest's provided context, so that the same suite
// also runs by plain `vitest`, where src/grading/plain-vitest.ts provides it.
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { inject } from 'vitest';
import type { LabConnection } from './lab.ts';

export interface Job {
  readonly connection: LabConnection;
  /** `host:port` where users that a suite makes log in; undefined where the broker has no such listener. */
  readonly users?: string;
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
