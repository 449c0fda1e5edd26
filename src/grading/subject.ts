import { basename } from 'node:path';
import type { Answer, LearnersFile } from '../course/answer.ts';

/** What a suite is run against. */
export type Subject = Answer | LearnersFile;

/** The subject in one word or two: `learner`, `stub`, `solution/kafkajs`, `right/<way>`, `wrong/<mistake>`. */
export function subjectLabel({ role, name }: Subject): string {
  return role === 'learner' || role === 'stub' ? role : `${role}/${name}`;
}

/** The name by which messages call the file under test. */
export const subjectFileName = ({ path }: Subject): string => basename(path);
