import { test as vitestTest } from 'vitest';
import { withFreshSasl } from '../kafka/connection.ts';
import { drillCluster, type ClusterControl } from './cluster-control.ts';
import { currentJob, workConnection } from './job.ts';
import type { Lab } from './lab.ts';
import type { Observer } from './observer.ts';
import { patienceFor } from './patience.ts';
import { Proof, type JudgedRequirement, type Prove } from './proof.ts';
import { sharedObserver } from './shared-observer.ts';
import { uniqueName } from './unique-name.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** Ids of the requirements that the test proves. */
    proves?: readonly string[];
    /** What became of them so far. */
    requirements?: readonly JudgedRequirement[];
  }
}

export interface TestOptions {
  /** Ids of the requirements in the task's front matter that this test proves. */
  readonly proves: readonly string[];
  /** Milliseconds; 10,000 where not said. */
  readonly timeout?: number;
}

/** What a test's body is handed. */
export interface SuiteContext {
  /** What the learner's function is handed. Its topic is not created; its signal aborts when the test is over. */
  readonly lab: Lab;
  /** The suite's own client, connected. */
  readonly observer: Observer;
  /** Aborts `lab.signal` before the end of the test. */
  readonly stop: () => void;
  /** Aborts when the test has taken too long. */
  readonly signal: AbortSignal;
  readonly prove: Prove;
  /** Of a suite whose task says `needs: [cluster]`: the three brokers on which lab and observer work, to be broken. */
  readonly cluster: ClusterControl;
}

/** The run in which a test has failed last, by the beginning of its names. */
let failedRun: string | undefined;

type Body = (context: SuiteContext) => Promise<void>;

/**
 * A test of a suite: `test('tries-again', { proves: ['attempts'] }, async ({ lab, observer, prove }) => …)`.
 * Its title stands under its id in the words beside the suite. A body without blocks of `prove` proves all of `proves`
 * at once.
 */
export function test(id: string, { proves, timeout: said }: TestOptions, body: Body): void {
  // Nothing has a deadline while somebody stands at a breakpoint.
  const timeout = said === undefined ? undefined : patienceFor(said, said);
  // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- the suite gives both
  vitestTest(id, { meta: { proves }, ...(timeout !== undefined && { timeout }) }, async ({ signal, task, skip }) => {
    const { endsAtFailure = false, prefix } = currentJob();
    if (endsAtFailure && failedRun === prefix) skip();
    const proof = new Proof(proves, (judged) => {
      task.meta.requirements = judged;
    });
    const ending = new AbortController();
    const stop = (): void => ending.abort();
    signal.addEventListener('abort', stop);
    try {
      const observer = await sharedObserver(workConnection());
      const { prove } = proof;
      await body({ lab: newLab(ending.signal), observer, stop, signal, prove, cluster: drillCluster() });
      proof.end();
    } catch (error) {
      failedRun = prefix;
      throw error;
    } finally {
      stop();
    }
  });
}

/** A lab of its own, for a test that needs more than one: two consumers, two runs of a program. */
export function newLab(signal: AbortSignal): Lab {
  return {
    connection: withFreshSasl(structuredClone(workConnection())),
    topic: uniqueName('topic'),
    groupId: uniqueName('group'),
    signal,
    log: (text) => console.log(text),
  };
}
