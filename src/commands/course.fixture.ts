// A learner's copy of the fixture course, and the real command line run in it.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot, stateFolder } from '../project.ts';

export const cli = join(projectRoot, 'src', 'cli.ts');

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CourseCopy extends AsyncDisposable {
  readonly root: string;
  /** Absolute path of a file of the copy. */
  path(...names: string[]): string;
  /** What the command line needs to know of it. */
  readonly env: NodeJS.ProcessEnv;
  /** Runs the command line to its end. */
  run(...args: string[]): Promise<Ran>;
}

/** A copy inside the project, so that its files find #testkit and the clients; its path has a space. */
export async function copyCourse(): Promise<CourseCopy> {
  const folder = join(stateFolder, 'tests');
  await mkdir(folder, { recursive: true });
  const root = await mkdtemp(join(folder, 'a course '));
  await cp(join(projectRoot, 'tests', 'fixtures', 'course'), root, { recursive: true });
  const env = { ...process.env, WORKBOOK_COURSE: root, NO_COLOR: '1' };
  return {
    root,
    env,
    path: (...names) => join(root, ...names),
    run: async (...args) => runCli(args, env),
    [Symbol.asyncDispose]: async () => rm(root, { recursive: true, force: true }),
  };
}

/** Runs the command line to its end, without a terminal. */
export async function runCli(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  const running = promisify(execFile)(process.execPath, [cli, ...args], { env, cwd: projectRoot });
  running.child.stdin?.end();
  return running.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}
