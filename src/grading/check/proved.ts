// docs/proved.json: which exercises were proved by a full run, by what state of which files, and what that run was.
// `check --record` writes it; CI rests on it where nothing has changed.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { mainSolution } from '../../course/answer.ts';
import { exerciseById, type Course, type Exercise } from '../../course/course.ts';
import { projectRoot } from '../../project.ts';
import { WorkbookError } from '../../workbook-error.ts';
import { hashOf } from '../hash-of.ts';
import type { ExerciseOutcome } from './run-trials.ts';
import type { Repeat } from './trial.ts';

const recordSchema = z.strictObject({
  /** Of all that the outcome of its runs depends on. */
  hash: z.string().regex(/^[0-9a-f]{16}$/),
  date: z.iso.date(),
  cores: z.int().positive(),
  memoryGB: z.int().positive(),
  /** How often each answer was run. */
  repeat: z.strictObject({ answers: z.int().positive(), wrong: z.int().positive() }),
  /** All runs together. */
  runs: z.int().positive(),
  /** Runs that came out otherwise than the others of the same answer. */
  flakes: z.int().nonnegative(),
  /** Runs that were tried again because the harness failed. */
  retries: z.int().nonnegative(),
});
export type ProofRecord = Readonly<z.infer<typeof recordSchema>>;

const fileSchema = z.strictObject({
  formatVersion: z.literal(1),
  /** By the exercise's id. */
  exercises: z.record(z.string(), recordSchema),
});
type Proved = z.infer<typeof fileSchema>;

const pathIn = (root: string): string => join(root, 'docs', 'proved.json');

/**
 * The records of a course, by exercise; none where it has no file of them.
 * @throws WorkbookError where the file breaks its schema.
 */
export function readProved(root: string): Proved['exercises'] {
  const path = pathIn(root);
  if (!existsSync(path)) return {};
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).exercises;
  } catch (cause) {
    throw new WorkbookError('docs/proved.json cannot be read.', {
      next: 'bring it back with: git checkout docs/proved.json',
      cause,
    });
  }
}

/** Says of an exercise whether it stands as it did in its last full run, which had no flake. */
export function provedIn(course: Course): (exercise: Exercise) => boolean {
  const records = readProved(course.root);
  return (exercise) => {
    const record = records[exercise.id];
    return record !== undefined && record.flakes === 0 && record.hash === hashOfExercise(course, exercise);
  };
}

/** Puts the outcomes that prove their exercise into docs/proved.json, and takes out those that were broken. */
export async function writeProved(course: Course, outcomes: readonly ExerciseOutcome[], repeat: Repeat): Promise<void> {
  const exercises = { ...readProved(course.root) };
  for (const outcome of outcomes) {
    const { id } = outcome.exercise;
    const record = recordOf(course, outcome, repeat);
    if (record) exercises[id] = record;
    else delete exercises[id];
  }
  const sorted = Object.fromEntries(Object.entries(exercises).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const file: Proved = { formatVersion: 1, exercises: sorted };
  await mkdir(join(course.root, 'docs'), { recursive: true });
  await writeFileAtomic(pathIn(course.root), `${JSON.stringify(file, null, 2)}\n`);
}

/** What a full run of an exercise leaves; undefined where an answer broke its promise in all of its runs. */
function recordOf(course: Course, outcome: ExerciseOutcome, repeat: Repeat): ProofRecord | undefined {
  if (outcome.broken > 0 || outcome.results.length === 0) return undefined;
  return {
    hash: hashOfExercise(course, outcome.exercise),
    date: new Date().toISOString().slice(0, 10),
    cores: availableParallelism(),
    memoryGB: Math.round(totalmem() / 1_024 ** 3),
    repeat: { ...repeat },
    runs: outcome.results.length,
    flakes: outcome.flakes,
    retries: outcome.results.reduce((sum, { about }) => sum + about.retries, 0),
  };
}

/** Of an exercise's files, its answers and its neighbours' solutions, and of all the code and packages that judge them. */
function hashOfExercise(course: Course, { files, answers, neighbours }: Exercise): string {
  const others = neighbours.flatMap((id) => exerciseById(course, id) ?? []).map((each) => mainSolution(each).path);
  const own = [files.task, files.hints, files.suite, files.words, ...answers.map(({ path }) => path), ...others];
  return hashOf([...own, ...judging()]);
}

const rooms = ['testkit', 'lab', 'grading', 'kafka'];
const locks = ['package-lock.json', 'docker-compose.yml', 'src/setup/kafka-jars.lock.json'];

// Tests and what only they use judge no answer.
function judging(): string[] {
  const code = rooms.flatMap((room) => globSync(`src/${room}/**/*.{ts,mjs,java,sh}`, { cwd: projectRoot }));
  const used = code.filter((path) => !/\.(test|fixture)\.ts$/.test(path)).toSorted();
  return [...used, ...locks].map((path) => join(projectRoot, path));
}
