import type { Exercise } from '../course/course.ts';
import { words } from './words.ts';
import { endingMessage } from './ending-message.ts';
import { combined, isMissed, isOfHarness, judgementsOf, type Judgement } from './judge-requirements.ts';
import { learnerOutput } from './learner-output.ts';
import { loadingMessage, testMessage, uncaughtMessage, type Place } from './learner-message.ts';
import type { About, RequirementResult, Result, TestResult } from './result.ts';
import type { ReportedTest, RunReport } from './run-report.ts';
import type { Subject } from './subject.ts';
import { messageText } from '../text/words.ts';

export interface Graded {
  readonly exercise: Exercise;
  readonly subject: Subject;
  readonly place: Place;
  readonly about: About;
  /** Titles of the tests, by id. */
  readonly titles: Readonly<Record<string, string>>;
}

/** Turns one run into the result format. */
export function toResult(report: RunReport, graded: Graded): Result {
  const message = wholeRunMessage(report, graded.place);
  const requirements = requirementResults(report, graded, noVerdict(report));
  const points = requirements.reduce((sum, each) => sum + each.points, 0);
  return {
    ...blank(graded),
    status: statusOf(requirements, message),
    message,
    output: learnerOutput(report.printed),
    points,
    durationMs: Math.round(report.duration),
    requirements,
    tests: report.tests.map((test) => toTestResult(test, report, graded)),
  };
}

/** A Result for what was not run: the file is not there, or the broker is lost. */
export function blankResult(
  status: Exclude<Result['status'], 'passed'>,
  message: string,
  graded: Pick<Graded, 'exercise' | 'subject' | 'about'>,
  duration = 0,
): Result {
  const state = status === 'failed' ? 'not-reached' : 'not-graded';
  const requirements = graded.exercise.requirements.map((each) => ({
    ...unreached(graded.exercise, each),
    state,
  })) satisfies RequirementResult[];
  const rest = { output: null, points: 0, durationMs: Math.round(duration), requirements, tests: [] };
  return { ...blank(graded), status, message, ...rest };
}

function statusOf(requirements: readonly RequirementResult[], message: string | null): Result['status'] {
  if (requirements.some(({ state }) => state === 'not-graded')) return 'not-graded';
  return message === null && requirements.every(({ state }) => state === 'met') ? 'passed' : 'failed';
}

// Nothing of the answer was judged, and it is not to blame.
const noVerdict = ({ tests, loading, ending }: RunReport): boolean =>
  (tests.length === 0 && loading.length === 0 && ending === undefined) ||
  loading.some(isOfHarness) ||
  ending?.kind === 'unstarted' ||
  ending?.kind === 'harness' ||
  ending?.kind === 'stopped';

function unreached({ section }: Exercise, requirement: Exercise['requirements'][number]): RequirementResult {
  const { id, points, section: own } = requirement;
  const rest = { points: 0, maxPoints: points, message: null, section: own ?? section, tests: [] };
  return { id, state: 'not-reached', ...rest };
}

function requirementResults(report: RunReport, graded: Graded, ungraded: boolean): RequirementResult[] {
  const { exercise, place } = graded;
  const judgements = report.tests.flatMap((test) => judgementsOf(test, report));
  return exercise.requirements.map((requirement) => {
    const own = judgements.filter((each) => each.requirement === requirement.id);
    const state = own.length === 0 && ungraded ? 'not-graded' : combined(own.map((each) => each.state));
    const why = own.find((each) => each.state === state && each.error);
    return {
      ...unreached(exercise, requirement),
      state,
      points: state === 'met' ? requirement.points : 0,
      message: why ? messageOf(why, place) : null,
      tests: [...new Set(own.map(({ test }) => test))],
    };
  });
}

/** One test of a run. Where to read again stands at the first requirement of the run that is not met. */
export function toTestResult(test: ReportedTest, report: RunReport, graded: Graded): TestResult {
  const own = judgementsOf(test, report);
  const state = testState(own);
  return {
    id: test.id,
    title: graded.titles[test.id] ?? test.id,
    state,
    message: state === 'passed' ? null : whyNot(test, own, { report, graded }),
    output: learnerOutput(test.printed),
    requirements: own.map(({ requirement }) => requirement),
    durationMs: Math.round(test.duration),
  };
}

function testState(own: readonly Judgement[]): TestResult['state'] {
  const state = combined(own.map((each) => each.state));
  return state === 'met' ? 'passed' : state === 'not-met' ? 'failed' : state;
}

interface Run {
  readonly report: RunReport;
  readonly graded: Graded;
}

function whyNot(test: ReportedTest, own: readonly Judgement[], { report, graded }: Run): string {
  if (test.state === 'pending') {
    const running = report.tests.find(({ state }) => state === 'pending');
    return running?.id === test.id && report.ending ? words.cutShort : words.notRun;
  }
  const failures = own.filter(({ error }) => error !== undefined);
  const messages = [...new Set(failures.map((each) => messageOf(each, graded.place)))];
  const first = failures.find(({ state }) => state === 'not-met');
  const isFirst = test.id === report.tests.find(({ state }) => state === 'failed')?.id;
  const again = first && isFirst ? readAgain(first.requirement, graded.exercise) : '';
  const [head = '', ...more] = messages;
  return [head + again, ...more].join('\n\n');
}

function readAgain(id: string, { chapter, section, requirements }: Exercise): string {
  const place = requirements.find((each) => each.id === id)?.section ?? section;
  return messageText.readAgain(`lessons/${chapter}.md#${place}`);
}

function messageOf({ error, stray }: Judgement, place: Place): string | null {
  if (!error) return null;
  if (isMissed(error)) return words.missed(error.message);
  if (isOfHarness(error)) return words.harness(error.message);
  return stray ? uncaughtMessage(error, place) : testMessage(error, place);
}

function blank({ exercise, subject, about }: Pick<Graded, 'exercise' | 'subject' | 'about'>) {
  const { role, name, language, client } = subject;
  return {
    formatVersion: 1 as const,
    exercise: exercise.id,
    subject: { role, name, language, client },
    maxPoints: exercise.points,
    about,
  };
}

function wholeRunMessage({ tests, loading, uncaught, ending }: RunReport, place: Place): string | null {
  if (ending) return endingMessage(ending, place);
  const ours = loading.find(isOfHarness);
  if (ours) return words.harness(ours.message);
  if (loading[0]) return loadingMessage(loading[0], place);
  if (tests.length === 0) return words.noTests;
  const stray = uncaught.find((error) => !tests.some(({ id }) => id === error.test));
  return stray ? uncaughtMessage(stray, place) : null;
}
