// Mutants as files that a grader can take, without those that the compiler rejects: nobody would hand those in.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { compile } from '../grading/check/check-types.ts';
import { projectRoot, stateFolder } from '../project.ts';
import { mutantsOf, type Mutant } from './mutants-of.ts';
import type { Original } from './outcome.ts';
import { words } from './words.ts';

/** A mutant that compiles, and its file. */
export interface MutantFile {
  readonly mutant: Mutant;
  /** Absolute. */
  readonly path: string;
}

/** The mutants of one solution. */
export interface MutantSet {
  readonly original: Original;
  /** All of them, also those that do not compile. */
  readonly mutants: readonly Mutant[];
  readonly files: readonly MutantFile[];
}

export interface MutantSets extends AsyncDisposable {
  readonly sets: readonly MutantSet[];
}

/** Makes the mutants of these solutions, and writes those that compile; dispose it to remove the files. */
export async function writeMutants(originals: readonly Original[]): Promise<MutantSets> {
  await using stack = new AsyncDisposableStack();
  const folder = await makeFolder();
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const written = await Promise.all(originals.map((original) => writeSet(original, folder)));
  const rejected = rejectedIn(await compile(folder));
  const sets = written.map(({ files, ...set }) => ({
    ...set,
    files: files.filter(({ path }) => !rejected.has(basename(path))),
  }));
  const kept = stack.move();
  return { sets, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

// In the project, so that its packages and #testkit are found from there.
async function makeFolder(): Promise<string> {
  const parent = join(stateFolder, 'mutants');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'run-'));
  const settings = { extends: join(projectRoot, 'tsconfig.json'), include: ['*.ts'], exclude: [] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  return folder;
}

async function writeSet(original: Original, folder: string): Promise<MutantSet> {
  const { exercise, client, solution } = original;
  const [code, stub] = await Promise.all([solution.path, exercise.files.stub].map((path) => readFile(path, 'utf8')));
  const mutants = mutantsOf(code ?? '', stub ?? '');
  const stem = `${exercise.id.replace('/', '-')}-${client}`;
  const files = mutants.map((mutant, at) => ({ mutant, path: join(folder, `${stem}-${at + 1}.ts`) }));
  await Promise.all(files.map(({ mutant, path }) => writeFile(path, mutant.code)));
  return { original, mutants, files };
}

/**
 * Names of the files that the compiler complains about.
 * @throws where it complains of something else than a file: then it has looked at none.
 */
export function rejectedIn(printed: string): ReadonlySet<string> {
  const whole = /^error TS\d+: .+$/m.exec(printed);
  if (whole) throw new Error(words.notCompiled(whole[0]));
  return new Set(
    [...printed.matchAll(/^(?:.*[/\\])?([^/\\\n]+\.ts)\(\d+,\d+\): error TS/gm)].map(([, name = '']) => name),
  );
}
