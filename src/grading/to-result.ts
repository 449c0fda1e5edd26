import type { Exercise } from '../course/course.ts';
import { en } from './en.ts';
import { learnerOutput } from './learner-output.ts';
import { loadingMessage, testMessage, uncaughtMessage, type Place } from './learner-message.ts';
import type { Result, TestResult } from './result.ts';
import type { Ending, ReportedTest, RunReport } from './run-report.ts';
import { subjectLabel, type Subject } from './subject.ts';

export interface Graded {
  readonly exercise: Exercise;
  readonly subject: Subject;
  readonly place: Place;
}

/** Turns one run into the result format. */
export function toResult(report: RunReport, graded: Graded): Result {
  const tests = report.tests.map((test) => toTestResult(test, report, graded));
  const message = wholeRunMessage(report, graded.place);
  const passed = tests.length > 0 && !message && tests.every(({ status }) => status === 'pass');
  return {
    ...blank(graded),
    status: broken(report) ? 'error' : passed ? 'pass' : 'fail',
    message,
    output: learnerOutput(report.printed),
    points: round(tests.reduce((sum, test) => sum + test.points, 0)),
    duration_ms: Math.round(report.duration),
    tests,
  };
}

/** A Result for what could not be run at all. */
export function errorResult(message: string, graded: Omit<Graded, 'place'>, duration = 0): Result {
  const rest = { points: 0, duration_ms: Math.round(duration), tests: [] };
  return { ...blank(graded), status: 'error', message, output: null, ...rest };
}

/** One test of a run; the exercise's points are shared out by the weights of all its tests. */
export function toTestResult(test: ReportedTest, report: RunReport, { exercise, place }: Graded): TestResult {
  const first = report.tests.find(({ state }) => state === 'failed');
  const lesson = test.name === first?.name ? en.readAgain(exercise.chapter, exercise.section) : '';
  const pass = test.state === 'passed' && !report.uncaught.some((error) => error.test === test.name);
  const points = shareOf(test, report.tests, exercise.points);
  return {
    name: test.name,
    status: pass ? 'pass' : test.state === 'pending' ? 'error' : 'fail',
    message: pass ? null : whyNot(test, report, place) + lesson,
    output: learnerOutput(test.printed),
    task_id: test.task ?? null,
    points: pass ? points : 0,
    max_points: points,
    duration_ms: Math.round(test.duration),
  };
}

// Rounded where one test's share ends and the next one's begins, so that all shares together are the exercise's points.
function shareOf(test: ReportedTest, tests: readonly ReportedTest[], points: number): number {
  const at = tests.findIndex(({ name }) => name === test.name);
  const before = weightOf(tests.slice(0, Math.max(0, at)));
  const upTo = (weight: number): number => round((points * weight) / (weightOf(tests) || 1));
  return round(upTo(before + test.weight) - upTo(before));
}

const weightOf = (tests: readonly ReportedTest[]): number => tests.reduce((sum, { weight }) => sum + weight, 0);

function whyNot(test: ReportedTest, { tests, uncaught }: RunReport, place: Place): string {
  const [failure] = test.errors;
  if (failure) return testMessage(failure, place);
  const stray = uncaught.find((error) => error.test === test.name);
  if (stray) return uncaughtMessage(stray, place);
  const running = tests.find(({ state }) => state === 'pending');
  return running?.name === test.name ? en.cutShort : en.notRun;
}

function blank({ exercise, subject }: Omit<Graded, 'place'>) {
  return { version: 3 as const, exercise: exercise.id, subject: subjectLabel(subject), max_points: exercise.points };
}

const broken = ({ loading, ending, tests }: RunReport): boolean =>
  ending !== undefined || loading.length > 0 || tests.length === 0;

function wholeRunMessage({ tests, loading, uncaught, ending }: RunReport, place: Place): string | null {
  if (ending) return endingMessage(ending, place);
  if (loading[0]) return loadingMessage(loading[0], place);
  if (tests.length === 0) return en.noTests;
  const stray = uncaught.find((error) => !tests.some(({ name }) => name === error.test));
  return stray ? uncaughtMessage(stray, place) : null;
}

/** One sentence on why a run ended before its suite did. */
export function endingMessage(ending: Ending, { fileName }: Place): string {
  switch (ending.kind) {
    case 'stuck':
      return en.stuck(ending.seconds, fileName, ending.line);
    case 'output':
      return en.tooMuchOutput(ending.megabytes, fileName, ending.line);
    case 'memory':
      return en.outOfMemory(ending.megabytes);
    case 'unstarted':
      return en.unstarted(ending.reason);
    case 'deadline':
      return en.deadline(ending.seconds);
    case 'stopped':
      return en.stopped;
    case 'unlinked':
      return en.unlinked;
    case 'exited':
      if (ending.lastWords.includes('heap out of memory')) return en.outOfMemory(undefined);
      return en.crashed(ending.signal ? en.crashedBySignal(ending.signal) : en.crashedWithCode(ending.code ?? 0));
  }
}

const round = (points: number): number => Math.round(points * 100) / 100;
