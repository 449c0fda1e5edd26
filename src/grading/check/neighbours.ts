// Solutions of neighbouring exercises as wrong answers: who has solved one must not have solved the other with it.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { solutionOf, type WrongAnswer } from '../../course/answer.ts';
import { exerciseById, type Course, type Exercise, type ExerciseId } from '../../course/course.ts';

export interface Neighbours extends AsyncDisposable {
  /** Of each exercise that names neighbours, their main solutions under the exercise's own name. */
  readonly answers: ReadonlyMap<ExerciseId, readonly WrongAnswer[]>;
}

/** Writes the neighbours' solutions of these exercises into a folder; dispose it to remove them. */
export async function writeNeighbours(course: Course, exercises: readonly Exercise[]): Promise<Neighbours> {
  const folder = await mkdtemp(join(tmpdir(), 'workbook-neighbours-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const answers = new Map<ExerciseId, WrongAnswer[]>();
  for (const exercise of exercises) answers.set(exercise.id, await writeFor(exercise, { course, folder }));
  const kept = stack.move();
  return { answers, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

async function writeFor(exercise: Exercise, to: { course: Course; folder: string }): Promise<WrongAnswer[]> {
  const written: WrongAnswer[] = [];
  for (const id of exercise.neighbours) {
    const neighbour = exerciseById(to.course, id);
    const solution = neighbour && solutionOf(neighbour);
    if (!solution) continue;
    const path = join(to.folder, `${exercise.id}-for-${id}.ts`.replaceAll('/', '-'));
    await writeFile(path, renamed(await readFile(solution.path, 'utf8'), neighbour.exportName, exercise.exportName));
    const header = { breaks: [], expect: '', kind: '', fault: undefined };
    written.push({ ...solution, ...header, role: 'wrong', name: `solves ${id} instead`, path });
  }
  return written;
}

// Under its own name it would fail for that alone, whatever it does.
const renamed = (code: string, theirs: string, ours: string): string =>
  theirs === ours ? code : `${code}\nexport { ${theirs} as ${ours} };\n`;
