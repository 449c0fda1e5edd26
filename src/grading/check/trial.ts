// A trial is one run that the content promises the outcome of: the stub fails, solutions pass, wrong answers are rejected
// in the words that they expect. All of it pure.
import { isNative, type Answer, type WrongAnswer } from '../../course/answer.ts';
import type { Exercise } from '../../course/course.ts';
import { holdsWords, suiteWords, type SuiteWords } from '../../testkit/suite-words.ts';
import { isVerdict, type Result } from '../result.ts';
import { subjectLabel } from '../subject.ts';
import { error, type Finding } from './finding.ts';
import { problems } from './words.ts';

export interface Trial {
  readonly subject: Answer;
  readonly must: 'pass' | 'fail';
  /** Words that the message of the failure must hold. */
  readonly says: string;
  /** Its run has ended at the first failure, so that it says nothing of what comes after. */
  readonly endsAtFailure?: boolean;
}

/** How often answers are run: stub, solutions and right answers, and wrong ones. */
export interface Repeat {
  readonly answers: number;
  readonly wrong: number;
}

/** Everything that an exercise promises. */
export function trialsOf({ answers, files }: Exercise, { native }: { native: boolean }): Trial[] {
  const { words } = suiteWords(files.suite);
  return answers.filter(({ client }) => native || !isNative(client)).map((answer) => trialOf(answer, words));
}

function trialOf(subject: Answer, words: SuiteWords['words']): Trial {
  const must = subject.role === 'solution' || subject.role === 'right' ? 'pass' : 'fail';
  if (subject.role !== 'wrong') return { subject, must, says: '' };
  return { subject, must, says: words[subject.expect] ?? '' };
}

/** A neighbour's solution must be rejected, in whatever words. */
export const neighbourTrial = (subject: WrongAnswer): Trial => ({ subject, must: 'fail', says: '' });

/** What a trial's result breaks of the promise. */
export function judge({ label }: Exercise, trial: Trial, result: Result): Finding[] {
  return problemsOf(trial, result).map((problem) => error(label, problem));
}

function problemsOf(trial: Trial, result: Result): string[] {
  const { subject, must } = trial;
  const name = subjectLabel(subject);
  const messages = messagesOf(result);
  if (result.status === 'not-graded') return [problems.notGraded(name, messages.join(' | '))];
  if (must === 'pass') return result.status === 'passed' ? [] : [problems.notPassed(name, messages[0] ?? '')];
  return subject.role === 'wrong' ? wrongProblems({ ...trial, subject }, result) : stubProblems(result);
}

function stubProblems(result: Result): string[] {
  if (result.status === 'passed') return [problems.stubPasses];
  return isVerdict(result) ? [] : [problems.stubStuck(messagesOf(result)[0] ?? '')];
}

function wrongProblems(trial: Trial & { subject: WrongAnswer }, result: Result): string[] {
  const { subject, says } = trial;
  const name = subjectLabel(subject);
  const messages = messagesOf(result);
  if (result.status === 'passed') return [problems.passes(name)];
  if (says === '' && !isVerdict(result)) return [problems.notRun(name, messages[0] ?? '')];
  if (messages.some((message) => holdsWords(message, says))) {
    return brokenPromises(trial, result).map((problem) => `${name} ${problem}`);
  }
  return [problems.otherWords(name, says, messages.join(' | '))];
}

/** A wrong answer breaks the requirement that it names, and no other than those it says cannot be met then. */
function brokenPromises(trial: Trial & { subject: WrongAnswer }, { requirements }: Result): string[] {
  const { breaks } = trial.subject;
  if (breaks.length === 0) return [];
  const stateOf = (id: string): string => requirements.find((each) => each.id === id)?.state ?? problems.notThere;
  const broken = new Set(breaks.map(({ requirement }) => requirement));
  const excused = new Set(breaks.flatMap(({ alsoNotReached }) => alsoNotReached));
  return [
    ...[...broken].filter((id) => stateOf(id) !== 'not-met').map((id) => problems.unbroken(id, stateOf(id))),
    ...requirements
      .filter(({ id, state }) => state !== 'met' && !broken.has(id) && !excused.has(id))
      .filter(({ state }) => !trial.endsAtFailure || state !== 'not-reached')
      .map(({ id, state, message }) => problems.breaksMore(id, state, message ?? '')),
  ];
}

const messagesOf = ({ message, tests }: Result): string[] => [
  ...(message ? [message] : []),
  ...tests.flatMap((test) => (test.message ? [`${test.title}: ${test.message}`] : [])),
];
