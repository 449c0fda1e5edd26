import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { exercisesOf } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { projectRoot } from '../project.ts';
import { readKnown, reasonFor, staleEntries, type Known } from './known.ts';
import { mutantsOf } from './mutants-of.ts';
import { clientNames, originalOf, type Outcome } from './outcome.ts';
import { shareOf, tallyOf } from './tally.ts';

const course = loadCourse();
const [exercise] = exercisesOf(course);
if (!exercise) throw new Error('The course is empty.');

const of = { exercise: exercise.id, client: 'kafkajs' } as const;
const known: Known = {
  formatVersion: 1,
  equivalent: [{ ...of, exercise: exercise.id, line: 'wait: 400,', changes: ['400 → 0', '400 → 4000'], why: 'w' }],
  unseen: [{ ...of, exercise: exercise.id, line: 'wait: 400,', changes: ['other'], why: 'u' }],
};
const mutant = (change: string) => ({ line: 3, text: 'wait: 400,', change });
const outcomeOf = (...changes: string[]): Outcome => ({
  ...of,
  date: '2026-01-01',
  killed: 8,
  uncompiled: 0,
  living: changes.map(mutant),
});

it('knows a mutant by its solution, its line and its change', () => {
  expect(reasonFor(known.equivalent, of, mutant('400 → 0'))).toBe('w');
  expect(reasonFor(known.equivalent, of, mutant('400 → 1'))).toBeUndefined();
  expect(reasonFor(known.equivalent, { ...of, client: 'confluent' }, mutant('400 → 0'))).toBeUndefined();
});

it('counts only those that are wrong', () => {
  const tally = tallyOf(outcomeOf('400 → 0', '400 → 4000', 'wait: 400 → nothing', 'other'), known);
  expect([tally.killed, tally.alive.length, tally.equivalent.length]).toEqual([8, 2, 2]);
  expect(tally.alive.map(({ why }) => why)).toEqual([undefined, 'u']);
  expect(shareOf(tally)).toBe(0.8);
});

it('finds entries on a mutant that is gone, or that was killed', () => {
  const mutants = [{ ...mutant('400 → 0'), code: '' }];
  const problems = staleEntries(known, of, { mutants, outcome: outcomeOf() }).map(({ change, problem }) => [
    change,
    problem,
  ]);
  expect(problems).toEqual([
    ['400 → 0', 'killed'],
    ['400 → 4000', 'gone'],
    ['other', 'gone'],
  ]);
});

it('says nothing of a mutant that there is not', () => {
  const real = readKnown(projectRoot);
  const originals = exercisesOf(course).flatMap((each) =>
    clientNames.flatMap((client) => originalOf(each, client) ?? []),
  );
  const stale = originals.flatMap(({ exercise: { id, files }, client, solution: { path } }) => {
    const mutants = mutantsOf(readFileSync(path, 'utf8'), readFileSync(files.stub, 'utf8'));
    return staleEntries(real, { exercise: id, client }, { mutants });
  });
  expect(stale).toEqual([]);
  const ids = new Set<string>(exercisesOf(course).map(({ id }) => id));
  expect([...real.equivalent, ...real.unseen].filter((entry) => !ids.has(entry.exercise))).toEqual([]);
});
