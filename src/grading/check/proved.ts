// docs/proved.json: which exercises were proved by a full run, by what state of which files, and what that run was.
// `check --record` writes it; CI rests on it where nothing has changed.
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { solutionOf } from '../../course/answer.ts';
import { exerciseById, allExercises, type Course, type Exercise, type ExerciseId } from '../../course/course.ts';
import { projectRoot } from '../../project.ts';
import { WorkbookError } from '../../workbook-error.ts';
import { hashOf } from '../hash-of.ts';
import type { ExerciseOutcome } from './run-trials.ts';
import type { Repeat } from './trial.ts';
import { problems } from './words.ts';

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
    throw new WorkbookError(problems.unreadable, {
      next: problems.unreadableNext,
      cause,
    });
  }
}

/** Says of an exercise whether it stands as it did in its last full run, which had no flake. */
export function provedIn(course: Course): (exercise: Exercise) => boolean {
  const records = readProved(course.root);
  const hashes = hashesIn(course);
  return ({ id }) => {
    const record = records[id];
    return record !== undefined && record.flakes === 0 && record.hash === hashes.get(id);
  };
}

export interface Recorder {
  /**
   * Puts the outcomes that prove their exercise into docs/proved.json, and takes out those that were broken. What was
   * changed since the runs began proves nothing, and keeps the record that it has.
   * @returns how many were proved.
   */
  write(outcomes: readonly ExerciseOutcome[], repeat: Repeat): Promise<number>;
}

/** To be called before the first run: a record is of the files as they were then. */
export function startRecord(course: Course): Recorder {
  const before = hashesIn(course);
  return {
    async write(outcomes, repeat) {
      const after = hashesIn(course);
      const exercises = { ...readProved(course.root) };
      const unchanged = outcomes.filter(({ exercise: { id } }) => before.get(id) === after.get(id));
      for (const outcome of unchanged) {
        const { id } = outcome.exercise;
        const record = recordOf(outcome, { hash: before.get(id) ?? '', repeat });
        if (record) exercises[id] = record;
        else delete exercises[id];
      }
      await write(course.root, exercises);
      return unchanged.filter(({ broken, flakes }) => broken + flakes === 0).length;
    },
  };
}

async function write(root: string, exercises: Proved['exercises']): Promise<void> {
  const sorted = Object.fromEntries(Object.entries(exercises).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const file: Proved = { formatVersion: 1, exercises: sorted };
  await mkdir(join(root, 'docs'), { recursive: true });
  await writeFileAtomic(pathIn(root), `${JSON.stringify(file, null, 2)}\n`);
}

/** What a full run of an exercise leaves; undefined where an answer broke its promise in all of its runs. */
function recordOf(
  { broken, flakes, results }: ExerciseOutcome,
  known: Pick<ProofRecord, 'hash' | 'repeat'>,
): ProofRecord | undefined {
  if (broken > 0 || results.length === 0) return undefined;
  return {
    hash: known.hash,
    date: new Date().toISOString().slice(0, 10),
    cores: availableParallelism(),
    memoryGB: Math.round(totalmem() / 1_024 ** 3),
    repeat: { ...known.repeat },
    runs: results.length,
    flakes,
    retries: results.reduce((sum, { about }) => sum + about.retries, 0),
  };
}

/** Of each exercise's files, its answers and its neighbours' solutions, and of all the code and packages that judge them. */
function hashesIn(course: Course): ReadonlyMap<ExerciseId, string> {
  const judge = hashOf(judging());
  const hashes = allExercises(course).map(({ id, files, answers, neighbours }): [ExerciseId, string] => {
    const others = neighbours.flatMap((each) => solutionOf(exerciseById(course, each) ?? nothing)?.path ?? []);
    const paths = [files.task, files.hints, files.suite, files.words, ...answers.map(({ path }) => path), ...others];
    return [
      id,
      createHash('sha256')
        .update(`${judge} ${hashOf(paths)}`)
        .digest('hex')
        .slice(0, 16),
    ];
  });
  return new Map(hashes);
}

const nothing = { answers: [] };
const rooms = ['testkit', 'lab', 'grading', 'kafka'];
const locks = ['package-lock.json', 'docker-compose.yml', 'src/setup/kafka-jars.lock.json'];

// Tests and what only they use judge no answer.
function judging(): string[] {
  const code = rooms.flatMap((room) => globSync(`src/${room}/**/*.{ts,mjs,java,sh}`, { cwd: projectRoot }));
  const used = code.filter((path) => !/\.(test|fixture)\.ts$/.test(path)).toSorted();
  return [...used, ...locks].map((path) => join(projectRoot, path));
}
