// The steps of set-up that come after the npm packages: names, and what a step is.
export const stepNames = ['jars', 'python', 'java', 'jupyter', 'kernel', 'native'] as const;
export type StepName = (typeof stepNames)[number];

/** Says what a running step does at this moment, and how much of it is done (0 to 1) where that is known. */
export type Report = (text: string, fraction?: number) => void;

export interface StepTools {
  readonly report: Report;
  readonly signal: AbortSignal;
  /** Try again what failed before and would fail again in minutes rather than seconds. */
  readonly retry: boolean;
}

export interface Step {
  /** What it brings, as a person calls it. */
  readonly title: string;
  /** Steps without which this one cannot run: it is skipped when one of them fails. */
  readonly needs: readonly StepName[];
  /** Steps that it can do without: it runs when they have ended, well or badly. */
  readonly uses: readonly StepName[];
  /** Steps that go first where both are wanted, because the learner waits for them. */
  readonly yieldsTo: readonly StepName[];
  /** What works all the same when this step failed: a sentence. */
  readonly without: string;
  /** Whether there is nothing to do. Asked at every start: a few file lookups, no process, no network. */
  readonly upToDate: () => boolean;
  readonly run: (tools: StepTools) => Promise<void>;
}
