// What learners' machines are like that ours is not, played here: the real command line under their conditions.
import { execFile, execFileSync } from 'node:child_process';
import { cp, glob, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parsePipConfig } from './setup/pip-config.ts';
import { exercisesOf } from './course/course.ts';
import { loadCourse } from './course/load-course.ts';
import { createRunFolder } from './lab/broker/run-folder.ts';
import { projectRoot } from './project.ts';

// Processes start slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook machine '));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const posix = process.platform !== 'win32';
const root = posix && process.getuid?.() === 0;

test.runIf(posix)('256 open files, as macOS allows at first, are enough', async () => {
  const command = `ulimit -n 256; exec "${process.execPath}" src/cli.ts list --plain`;
  const { stdout } = await promisify(execFile)('sh', ['-c', command], { cwd: projectRoot });
  expect(stdout).toContain('1/1');
});

/** What a person is shown of a course. */
const told = (at: string) =>
  exercisesOf(loadCourse(at)).map(({ id, title, points, trouble }) => ({
    id,
    title,
    points,
    broken: trouble?.message,
  }));

test('a checkout with the line ends of Windows is the same course', async () => {
  const source = join(projectRoot, 'tests', 'fixtures', 'course');
  const copy = join(folder, 'course');
  await cp(source, copy, { recursive: true });
  for await (const path of glob('**/*.{md,ts,json,yaml}', { cwd: copy })) {
    const text = await readFile(join(copy, path), 'utf8');
    await writeFile(join(copy, path), text.replaceAll(/\r?\n/g, '\r\n'));
  }
  expect(told(copy)).toEqual(told(source));
  expect(told(source).length).toBeGreaterThan(0);
  expect(parsePipConfig('[global]\r\nproxy = x\r\n').get('proxy')).toBe('x');
});

test.runIf(root && process.platform === 'linux')('a checkout that is read-only has its broker elsewhere', async () => {
  execFileSync('mount', ['--bind', folder, folder]);
  execFileSync('mount', ['-o', 'remount,ro,bind', folder]);
  try {
    const run = await createRunFolder(join(folder, 'runs'));
    expect(run.folder.startsWith(join(tmpdir(), 'kafka-workbook-'))).toBe(true);
    await rm(run.folder, { recursive: true });
  } finally {
    execFileSync('umount', [folder]);
  }
});
