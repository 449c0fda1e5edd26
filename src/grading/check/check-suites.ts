// What can be said about suites, their words and the headers of wrong answers without running them.
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { rightAnswersOf, wrongAnswersOf, type WrongAnswer } from '../../course/answer.ts';
import type { Exercise } from '../../course/course.ts';
import { suiteWords } from '../../testkit/suite-words.ts';
import { error, type Finding } from './finding.ts';
import { problems } from './words.ts';

const kindsSchema = z.record(z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.string().min(1));

/** Ids of the kinds of mistakes in docs/kinds.yaml of a course; undefined where it has none. @throws where it breaks its schema. */
export function readKinds(root: string): ReadonlySet<string> | undefined {
  const path = join(root, 'docs', 'kinds.yaml');
  if (!existsSync(path)) return undefined;
  return new Set(Object.keys(kindsSchema.parse(parse(readFileSync(path, 'utf8')))));
}

/**
 * Checks that suite, words and wrong answers of an exercise name the same requirements, keys and kinds.
 * @param kinds ids of the kinds that there are; undefined where the course lists none.
 */
export function checkSuite(exercise: Exercise, kinds: ReadonlySet<string> | undefined): Finding[] {
  const suite = existsSync(exercise.files.suite) ? readFileSync(exercise.files.suite, 'utf8') : '';
  const say = (problem: string): Finding => error(exercise.label, problem);
  const known = new Set(exercise.requirements.map(({ id }) => id));
  return [
    ...kindProblems(exercise, kinds),
    ...unbroken(exercise, known),
    ...requirementProblems(suite, known),
    ...wordProblems(exercise, suite),
    ...wrongAnswersOf(exercise).flatMap((answer) => headerProblems(answer, known)),
    ...rightAnswersOf(exercise).flatMap(({ name, differs }) => (differs ? [] : [problems.noDiffers(name)])),
  ].map(say);
}

/** Ids in `proves: [...]` of a suite, and in `const proves = [...]`. */
function provedIn(suite: string): Set<string> {
  const lists = [...suite.matchAll(/\bproves(?:: | = )\[([^\]]*)\]/g)].map(([, list = '']) => list);
  return new Set(lists.flatMap((list) => [...list.matchAll(/'([^']+)'/g)].map(([, id = '']) => id)));
}

function requirementProblems(suite: string, known: ReadonlySet<string>): string[] {
  const proved = provedIn(suite);
  const judged = [...suite.matchAll(/\bprove\(\s*'([^']+)'/g)].map(([, id = '']) => id);
  const unknown = new Set([...proved, ...judged].filter((id) => !known.has(id)));
  return [
    ...[...unknown].map((id) => problems.unknownProved(id)),
    ...[...known].filter((id) => !proved.has(id)).map((id) => problems.unproved(id)),
  ];
}

function wordProblems(exercise: Exercise, suite: string): string[] {
  const file = basename(exercise.files.words);
  const { tests, words } = suiteWords(exercise.files.suite);
  const ids = new Set([...suite.matchAll(/\btest\(\s*'([^']+)'/g)].map(([, id = '']) => id));
  const said = new Set([...suite.matchAll(/\bsay\(\s*'([^']+)'/g)].map(([, key = '']) => key));
  const expected = wrongAnswersOf(exercise).map((answer) => answer.expect);
  return [
    ...[...ids].filter((id) => !(id in tests)).map((id) => problems.noTitle(file, id)),
    ...Object.keys(tests).flatMap((id) => (ids.has(id) ? [] : [problems.noTest(file, id)])),
    ...[...said].filter((key) => !(key in words)).map((key) => problems.noWords(file, key)),
    ...Object.keys(words).flatMap((key) => (said.has(key) ? [] : [problems.unsaid(file, key)])),
    ...expected.flatMap((key) => (key && !(key in words) ? [problems.noExpected(key, file)] : [])),
  ];
}

function headerProblems({ name, breaks, kind }: WrongAnswer, known: ReadonlySet<string>): string[] {
  const missing = [...(breaks.length > 0 ? [] : ['Breaks: <requirement>']), ...(kind ? [] : ['Kind: <id>'])];
  const ids = breaks.flatMap(({ requirement, alsoNotReached }) => [requirement, ...alsoNotReached]);
  return [
    ...missing.map((line) => problems.noLine(name, line)),
    ...ids.flatMap((id) => (known.has(id) ? [] : [problems.unknownId(name, id)])),
  ];
}

/** Each kind is tried by a wrong answer, or the task says why it cannot occur; and no other kind is named. */
function kindProblems(exercise: Exercise, kinds: ReadonlySet<string> | undefined): string[] {
  if (!kinds) return [];
  const excused = Object.keys(exercise.kinds).map((kind) => ({ kind, where: problems.itsTask }));
  const tried = wrongAnswersOf(exercise).map(({ kind, name }) => ({ kind, where: `wrong/${name}.ts` }));
  const named = new Set([...excused, ...tried].map(({ kind }) => kind));
  const both = new Set(tried.map(({ kind }) => kind));
  return [
    ...[...excused, ...tried]
      .filter(({ kind }) => kind !== '' && !kinds.has(kind))
      .map(({ kind, where }) => problems.unknownKind(where, kind)),
    ...[...kinds].filter((kind) => !named.has(kind)).map((kind) => problems.untriedKind(kind)),
    ...excused.filter(({ kind }) => both.has(kind)).map(({ kind }) => problems.triedKind(kind)),
  ];
}

/** Each requirement is broken by a wrong answer, or there is no proof that the suite looks at it. */
function unbroken(exercise: Exercise, known: ReadonlySet<string>): string[] {
  const broken = new Set(
    wrongAnswersOf(exercise).flatMap(({ breaks }) => breaks.map(({ requirement }) => requirement)),
  );
  return [...known].filter((id) => !broken.has(id)).map((id) => problems.neverBroken(id));
}
