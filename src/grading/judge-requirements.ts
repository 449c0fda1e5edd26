// From what tests report to what became of each requirement. Pure.
import type { ReportedError, ReportedTest, RunReport } from './run-report.ts';
import type { requirementStates } from './result.ts';

export type RequirementState = (typeof requirementStates)[number];

/** What one test says of one requirement. */
export interface Judgement {
  readonly requirement: string;
  readonly test: string;
  readonly state: RequirementState;
  /** Why it is not met; none where the end of the whole run says why. */
  readonly error: ReportedError | undefined;
  /** Whether the error is a promise that was rejected and nobody handled. */
  readonly stray?: boolean;
}

/** What a test says of each requirement that it proves. */
export function judgementsOf(test: ReportedTest, report: RunReport): Judgement[] {
  const { proves } = test;
  const judge = (requirement: string, state: RequirementState, error?: ReportedError): Judgement => ({
    requirement,
    test: test.id,
    state: error && isOfHarness(error) ? 'not-graded' : state,
    error,
  });
  if (test.state === 'pending') return proves.map((id, at) => judge(id, pendingState(test, report, at)));
  const stray = report.uncaught.find((error) => error.test === test.id);
  if (test.state === 'passed' && !stray) return proves.map((id) => judge(id, 'met'));
  const judged = proves.map((id) => fromBlock(id, test, judge));
  const outside = stray ?? (isOfBlock(test) ? undefined : test.errors[0]);
  return judged.every(Boolean) && !outside ? judged.filter((each) => each !== undefined) : fill(judged, outside);

  // An error outside of the blocks: of the requirements that no block has judged to its end, the first is not met.
  function fill(found: readonly (Judgement | undefined)[], error: ReportedError | undefined): Judgement[] {
    const open = found.findIndex((each) => each === undefined || (each.state === 'not-met' && !each.error));
    const hit = open < 0 && stray ? proves.length - 1 : open;
    return proves.map((id, at) => {
      if (at === hit) return { ...judge(id, 'not-met', error), stray: stray !== undefined };
      return found[at] ?? judge(id, 'not-reached');
    });
  }
}

type Judge = (requirement: string, state: RequirementState, error?: ReportedError) => Judgement;

function fromBlock(id: string, test: ReportedTest, judge: Judge): Judgement | undefined {
  const found = test.requirements.find((each) => each.id === id);
  return found && judge(id, found.state, found.error);
}

// The first failure of a block is thrown again at the test's end.
function isOfBlock({ errors, requirements }: ReportedTest): boolean {
  const message = errors[0]?.message;
  return requirements.some(({ error }) => error !== undefined && error.message === message);
}

// The test that ran when the run ended has lost its first requirement; by whose fault, the ending says.
function pendingState(test: ReportedTest, { tests, ending }: RunReport, at: number): RequirementState {
  if (ending && ['stopped', 'unstarted', 'harness'].includes(ending.kind)) return 'not-graded';
  const running = tests.find(({ state }) => state === 'pending');
  return running?.id === test.id && at === 0 && ending ? 'not-met' : 'not-reached';
}

/** The harness is at fault, not the answer: its class says so. */
export const isOfHarness = (error: ReportedError): boolean =>
  (error.name === 'HarnessError' && !error.ofSubject) || isMissed(error);

/** The fault of a drill fell outside of the learner's work: the suite says so by its class. */
export const isMissed = ({ name, ofSubject }: ReportedError): boolean => name === 'MissedFault' && !ofSubject;

/** Whether a drill has missed the learner's work. */
export function hasMissed({ tests }: RunReport): boolean {
  return tests.some(({ errors, requirements }) =>
    [...errors, ...requirements.map(({ error }) => error)].some((error) => error !== undefined && isMissed(error)),
  );
}

const order: readonly RequirementState[] = ['not-met', 'not-graded', 'not-reached', 'met'];

/** What all tests together say of a requirement: the worst that any says; not reached where none says anything. */
export function combined(states: readonly RequirementState[]): RequirementState {
  return order.find((state) => states.includes(state)) ?? 'not-reached';
}
