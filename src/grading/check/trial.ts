// A trial is one run that the content promises the outcome of: the stub fails, solutions pass, wrong answers are rejected
// in the words that they expect. All of it pure.
import { isNative, type Answer } from '../../course/answer.ts';
import type { Exercise } from '../../course/course.ts';
import type { Result } from '../result.ts';
import { subjectLabel } from '../subject.ts';
import { error, type Finding } from './finding.ts';

export interface Trial {
  readonly subject: Answer;
  readonly must: 'pass' | 'fail';
  /** Words that the message of the failure must hold. */
  readonly says: string;
}

/** Everything that an exercise promises. */
export function trialsOf({ answers }: Exercise, { native }: { native: boolean }): Trial[] {
  return answers.filter(({ client }) => native || !isNative(client)).map(trialOf);
}

function trialOf(subject: Answer): Trial {
  const must = subject.role === 'solution' || subject.role === 'right' ? 'pass' : 'fail';
  return { subject, must, says: subject.role === 'wrong' ? subject.expect : '' };
}

/** What a trial's result breaks of the promise. */
export function judge({ label }: Exercise, { subject, must, says }: Trial, result: Result): Finding[] {
  const name = subjectLabel(subject);
  const messages = messagesOf(result);
  if (must === 'pass') {
    return result.status === 'pass' ? [] : [error(label, `its ${name} does not pass. ${messages[0] ?? ''}`)];
  }
  if (result.status === 'pass') return [error(label, subject.role === 'stub' ? 'its stub passes' : `${name} passes`)];
  if (subject.role === 'stub') {
    return result.status === 'error' ? [error(label, `its stub does not run: ${messages[0] ?? ''}`)] : [];
  }
  if (messages.some((message) => spaced(message).includes(spaced(says)))) return [];
  return [error(label, `${name} is rejected, but not with the words "${says}". It says: ${messages.join(' | ')}`)];
}

const messagesOf = ({ message, tests }: Result): string[] => [
  ...(message ? [message] : []),
  ...tests.flatMap((test) => (test.message ? [`${test.name}: ${test.message}`] : [])),
];

const spaced = (text: string): string => text.replace(/\s+/g, ' ').trim();
