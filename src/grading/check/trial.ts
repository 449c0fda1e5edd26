// A trial is one run that the content promises the outcome of: the stub fails, solutions pass, wrong answers are rejected
// in the words that they expect. All of it pure.
import type { Exercise } from '../../course/course.ts';
import type { Result } from '../result.ts';
import { subjectLabel, type Subject } from '../subject.ts';
import { error, type Finding } from './finding.ts';

export interface Trial {
  readonly subject: Subject;
  readonly must: 'pass' | 'fail';
  /** Words that the message of the failure must hold. */
  readonly says: string;
}

/** Everything that an exercise promises. */
export function trialsOf({ files }: Exercise, { confluent }: { confluent: boolean }): Trial[] {
  return [
    { subject: { kind: 'learner' }, must: 'fail', says: '' },
    { subject: { kind: 'solution' }, must: 'pass', says: '' },
    ...(files.confluent && confluent ? [{ subject: { kind: 'confluent' }, must: 'pass', says: '' } as const] : []),
    ...files.wrong.map(
      ({ name, expect }) => ({ subject: { kind: 'wrong', name }, must: 'fail', says: expect }) as const,
    ),
  ];
}

/** What a trial's result breaks of the promise. */
export function judge({ label }: Exercise, { subject, must, says }: Trial, result: Result): Finding[] {
  const name = subjectLabel(subject);
  const messages = messagesOf(result);
  if (must === 'pass') {
    return result.status === 'pass' ? [] : [error(label, `its ${name} does not pass. ${messages[0] ?? ''}`)];
  }
  if (result.status === 'pass')
    return [error(label, subject.kind === 'learner' ? 'its stub passes' : `${name} passes`)];
  if (subject.kind === 'learner') {
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
