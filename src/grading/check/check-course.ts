// Proves the content: everything that lessons, exercises and solutions promise is put to the test.
import { basename, relative, sep } from 'node:path';
import { allExercises, brokenFiles, exercisesOf, type Course, type Exercise } from '../../course/course.ts';
import { learningOrder } from '../../course/learning-order.ts';
import { findUnexpectedFiles } from '../../course/unexpected-files.ts';
import { projectRoot } from '../../project.ts';
import type { Grader } from '../grader.ts';
import { checkCoverage } from './check-coverage.ts';
import { checkDemands } from './check-demands.ts';
import { checkSuite, readKinds } from './check-suites.ts';
import { checkExerciseFiles } from './check-exercise-files.ts';
import { checkTexts } from './check-texts.ts';
import { checkTypes } from './check-types.ts';
import { listContentFiles } from './content-files.ts';
import { error, type Finding } from './finding.ts';
import { writeNeighbours } from './neighbours.ts';
import { runExercises } from './run-exercises.ts';
import type { ExerciseOutcome } from './run-trials.ts';
import type { Scope } from './scope.ts';
import type { Repeat } from './trial.ts';
import { problems } from './words.ts';

export interface CheckOptions {
  readonly course: Course;
  /** The exercises to check; the whole course where not given. */
  readonly only: readonly Exercise[] | undefined;
  readonly repeat: Repeat;
  readonly scope: Scope;
  readonly grader: Grader;
  /** Whether answers with a native client can run here. */
  readonly native: boolean;
  readonly signal: AbortSignal;
  /** Told of every exercise as its runs end. */
  readonly onExercise: (outcome: ExerciseOutcome) => void;
}

export interface CheckOutcome {
  readonly findings: readonly Finding[];
  readonly exercises: readonly ExerciseOutcome[];
}

/** Checks the course by reading and by running. */
export async function checkCourse(options: CheckOptions): Promise<CheckOutcome> {
  const { course, only } = options;
  const exercises = (only ?? allExercises(course)).filter(({ trouble }) => !trouble);
  await using neighbours = await writeNeighbours(course, exercises);
  const [types, outcomes] = await Promise.all([
    course.root === projectRoot ? checkTypes() : [],
    runExercises(exercises, { ...options, neighbours: neighbours.answers }),
  ]);
  const read = [...checkFiles(course), ...types];
  const findings = [...(only ? read.filter(concerns(only)) : read), ...outcomes.flatMap((outcome) => outcome.findings)];
  return { findings, exercises: outcomes };
}

// Who works at one exercise wants to hear of that one, its files and its lesson.
function concerns(exercises: readonly Exercise[]): (finding: Finding) => boolean {
  const names = exercises.flatMap(({ label, chapter, files }) => [
    label,
    `lessons/${chapter}.md`,
    `${chapter}/${basename(files.stub, '.ts')}.`,
  ]);
  return ({ where }) => names.some((name) => where === name || (name.endsWith('.') && where.includes(name)));
}

/** Checks what can be read: shapes of paths, texts, files of exercises. */
export function checkFiles(course: Course): Finding[] {
  const { root } = course;
  const unexpected = findUnexpectedFiles(listContentFiles(root));
  const readable = withoutBroken(course);
  const kinds = readKinds(root);
  return [
    ...unexpected.map(({ path, problem }) => error(path, problem)),
    ...brokenFiles(course).map(({ path, trouble }) =>
      error(relative(root, path).split(sep).join('/'), trouble.message),
    ),
    ...checkTexts(readable),
    ...checkCoverage(readable),
    ...exercisesOf(readable).flatMap(checkExerciseFiles),
    ...exercisesOf(readable).flatMap(checkDemands),
    ...exercisesOf(readable).flatMap((exercise) => checkSuite(exercise, kinds)),
    ...checkReferences(readable),
  ];
}

/** Exercises that a task names exist, and none comes after itself. */
function checkReferences(course: Course): Finding[] {
  const all = exercisesOf(course);
  const ids = new Set(all.map(({ id }) => id));
  const order = learningOrder(all).map(({ id }) => id);
  return all.flatMap(({ id: own, label, after, neighbours }) => [
    ...[...after, ...neighbours].filter((id) => !ids.has(id)).map((id) => error(label, problems.missingExercise(id))),
    ...after.filter((id) => order.indexOf(id) >= order.indexOf(own)).map((id) => error(label, problems.circle(id))),
  ]);
}

// What is no longer part of the course is read like the rest.
function withoutBroken({ root, chapters }: Course): Course {
  const readable = chapters.filter(({ lesson }) => !lesson.trouble);
  return {
    root,
    chapters: readable.map((chapter) => ({
      ...chapter,
      exercises: [...chapter.exercises, ...chapter.deprecated].filter(({ trouble }) => !trouble),
      deprecated: [],
    })),
  };
}
