import { basename } from 'node:path';
import type { Exercise } from '../course/course.ts';

/** What a suite is run against. */
export type Subject =
  | { kind: 'learner' }
  | { kind: 'solution' }
  | { kind: 'confluent' }
  | { kind: 'wrong'; name: string }
  | { kind: 'file'; path: string };

/** Absolute path of the file under test; undefined where the exercise has no such file. */
export function subjectPath(exercise: Exercise, subject: Subject): string | undefined {
  const { stub, solution, confluent, wrong } = exercise.files;
  switch (subject.kind) {
    case 'learner':
      return stub;
    case 'solution':
      return solution;
    case 'confluent':
      return confluent;
    case 'wrong':
      return wrong.find(({ name }) => name === subject.name)?.path;
    case 'file':
      return subject.path;
  }
}

/** The subject as it stands in a Result: `learner`, `solution`, `solution.confluent`, `wrong/<mistake>`, `file`. */
export function subjectLabel(subject: Subject): string {
  if (subject.kind === 'confluent') return 'solution.confluent';
  return subject.kind === 'wrong' ? `wrong/${subject.name}` : subject.kind;
}

/** The name by which messages call the file under test. */
export function subjectFileName(exercise: Exercise, subject: Subject): string {
  return basename(subjectPath(exercise, subject) ?? exercise.files.stub);
}
