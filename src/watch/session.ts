// The learner's session: one state that terminal and page both show and both change. What happens is an event, what it
// changes is decided by the pure `step` (step.ts), what has to be done in the world comes back as effects, performed by
// perform-effects.ts. Nothing else changes the state. create-session.ts puts them together.
import type { BrokerSource } from '../lab/broker/broker.ts';
import type { Phase } from '../lab/phase.ts';
import type { Language } from '../course/answer.ts';
import type { ExerciseId } from '../course/course.ts';
import type { WorkKey } from '../course/work.ts';
import type { Lacking } from '../grading/lacking.ts';
import type { Result, TestResult } from '../grading/result.ts';
import type { Progress, ProgressEvent } from '../progress/progress.ts';

/** What the session has to know of an exercise; texts and files are in the course. */
export interface ExerciseOutline {
  readonly id: ExerciseId;
  /** `1/2` */
  readonly label: string;
  readonly hints: number;
  /** In which it can be done, the first where none was chosen. */
  readonly languages: readonly Language[];
  /** Exercises that come before it, whatever the order of the files. */
  readonly after: readonly ExerciseId[];
}

export type RunState =
  | { readonly status: 'idle' }
  /** Wanted, but there is no broker yet: starts by itself when there is. */
  | { readonly status: 'waiting'; readonly work: WorkKey }
  /** `tests` grows as verdicts come. */
  | {
      readonly status: 'running';
      readonly run: number;
      readonly work: WorkKey;
      readonly tests: readonly TestResult[];
      /** Of a run that breaks a cluster: what has happened to it so far. */
      readonly phases?: readonly Phase[];
    }
  | { readonly status: 'finished'; readonly work: WorkKey; readonly result: Result };

export type BrokerState =
  | { readonly status: 'starting' }
  | {
      readonly status: 'ready';
      readonly source: BrokerSource;
      /** "embedded Kafka 4.4.0 on 127.0.0.1:34721" */
      readonly label: string;
      readonly brokers: readonly string[];
      /** What exercises need and cannot have on it. */
      readonly lacking?: Lacking;
    }
  /** Was there and is gone; another one is being looked for. */
  | { readonly status: 'lost'; readonly message: string }
  /** None could be found: every source with its reason stands in `message`; `next` is the thing to do. */
  | { readonly status: 'failed'; readonly message: string; readonly next: string };

/** The page's name among the steps of set-up; its detail is its address. */
export const pageStep = 'page';

export interface SetupStepState {
  /** What it brings, as a person calls it. */
  readonly name: string;
  readonly status: 'waiting' | 'running' | 'ready' | 'failed' | 'skipped';
  /** How far it is, how long it took, or what failed and what to do. */
  readonly detail: string;
}

/** Something to tell the learner once, until the next thing they do: "There is nothing to undo." */
export interface Notice {
  readonly kind:
    | 'selected-by-save'
    /** Exercises that were saved together with the current one have been checked. */
    | 'also-checked'
    /** So many files changed at once that only the current one is checked. */
    | 'many-saved'
    | 'file-deleted'
    | 'was-reset'
    | 'was-undone'
    | 'no-more-hints'
    | 'last-one'
    | 'all-done'
    | 'failed';
  readonly exercise?: ExerciseId;
  /** Of `also-checked`, in the order in which they ran. */
  readonly works?: readonly WorkKey[];
  /** Of a reset or its undoing: what stood in the file was kept. */
  readonly kept?: boolean;
  /** What went wrong and what to do, where the kind alone does not say it. */
  readonly detail?: string;
}

export interface SessionState {
  /** In the order of the course. */
  readonly exercises: readonly ExerciseOutline[];
  readonly progress: Progress;
  /** The exercise that is shown and run; undefined only in a course without exercises. */
  readonly current: ExerciseId | undefined;
  /** The language that the learner works in, of exercises where it is another than the first. */
  readonly languages: Readonly<Record<ExerciseId, Language>>;
  readonly run: RunState;
  /** The last finished run of each exercise and language in this session. */
  readonly results: Readonly<Record<WorkKey, Result>>;
  /** Saved together with another exercise, or during its run: checked one after the other when that run has ended. */
  readonly queued: readonly WorkKey[];
  /** Learner files that are not there. */
  readonly deleted: readonly WorkKey[];
  readonly broker: BrokerState;
  readonly setup: readonly SetupStepState[];
  readonly notice: Notice | undefined;
  /** Number of the last run that was started. */
  readonly lastRun: number;
  /** The learner asked to leave. */
  readonly ended: boolean;
}

/** All that can happen. Where an exercise may be left out, the current one is meant. */
export type SessionEvent =
  // What the learner asks for, by key or by page.
  | { readonly type: 'select'; readonly exercise: ExerciseId }
  | { readonly type: 'run'; readonly exercise?: ExerciseId }
  | { readonly type: 'next' }
  | { readonly type: 'hint'; readonly exercise?: ExerciseId }
  | { readonly type: 'reset'; readonly exercise?: ExerciseId }
  | { readonly type: 'undo-reset'; readonly exercise?: ExerciseId }
  | { readonly type: 'skip'; readonly exercise?: ExerciseId }
  | { readonly type: 'give-up'; readonly exercise?: ExerciseId }
  /** `question` is `<chapter slug>/<question id>`, `choice` the choice's id. */
  | {
      readonly type: 'answer';
      readonly question: string;
      readonly choice: string;
      readonly right: boolean;
      readonly at: string;
    }
  | { readonly type: 'quit' }
  // What the disk tells.
  /** `own`: a reset or its undoing wrote them, and nobody has since; the file system may tell it late, or twice. */
  | { readonly type: 'files-saved'; readonly works: readonly WorkKey[]; readonly own?: boolean }
  | { readonly type: 'file-deleted'; readonly work: WorkKey }
  | { readonly type: 'course-read'; readonly exercises: readonly ExerciseOutline[] }
  | { readonly type: 'progress-read'; readonly progress: Progress }
  // What the effects tell.
  | { readonly type: 'test-finished'; readonly run: number; readonly test: TestResult }
  | { readonly type: 'phase'; readonly run: number; readonly phase: Phase }
  | { readonly type: 'run-finished'; readonly run: number; readonly result: Result; readonly at: string }
  | { readonly type: 'run-failed'; readonly run: number; readonly detail: string }
  /** `kept`: the text that stood in the file was kept as an attempt. */
  | { readonly type: 'was-reset'; readonly work: WorkKey; readonly kept: boolean }
  | { readonly type: 'was-undone'; readonly work: WorkKey; readonly kept: boolean }
  | { readonly type: 'effect-failed'; readonly detail: string }
  // What broker and set-up tell.
  | { readonly type: 'broker'; readonly broker: BrokerState }
  | { readonly type: 'setup'; readonly step: SetupStepState };

/** What has to be done in the world. */
export type Effect =
  | { readonly type: 'grade'; readonly run: number; readonly work: WorkKey }
  | { readonly type: 'abort-run'; readonly run: number }
  | { readonly type: 'save-progress'; readonly event: ProgressEvent }
  | { readonly type: 'restore-stub'; readonly work: WorkKey }
  | { readonly type: 'bring-back-attempt'; readonly work: WorkKey }
  | { readonly type: 'find-broker' }
  | { readonly type: 'end' };

export interface Step {
  readonly state: SessionState;
  readonly effects: readonly Effect[];
}

/** Called after every event, with the state before and after it. */
export type Listener = (state: SessionState, event: SessionEvent, before: SessionState) => void;

export interface Session {
  readonly state: SessionState;
  dispatch(event: SessionEvent): void;
  /** Returns the function that ends the subscription. */
  subscribe(listener: Listener): () => void;
}
