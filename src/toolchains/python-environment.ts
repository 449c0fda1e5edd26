// A Python program has a virtual environment of its own, in its folder: `python` among its commands means the one in there.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findPython } from '../setup/find-python.ts';

/** The folder with the environment's programs. */
export function environmentPrograms(folder: string): string {
  return join(folder, '.venv', process.platform === 'win32' ? 'Scripts' : 'bin');
}

/** The environment's Python, whether it is there or not. */
export function environmentPython(folder: string): string {
  return join(environmentPrograms(folder), process.platform === 'win32' ? 'python.exe' : 'python');
}

/** False also where the environment's Python is a link to one that was removed. */
export function hasEnvironment(folder: string): boolean {
  return existsSync(environmentPython(folder));
}

/**
 * The commands of a build, from an empty environment on, made with the Python that the workbook itself would take; `pip`
 * stands for the pip that works on the environment.
 */
export async function buildCommands(build: readonly (readonly string[])[]): Promise<(readonly string[])[]> {
  const { path, pip } = await findPython();
  // Where the Python's own pip can work on an environment, one without pip takes 0.1 s to make instead of 6.
  const bare = pip ? ['--without-pip'] : [];
  const words = pip ? [path, '-m', 'pip', '--python', '.venv'] : ['python', '-m', 'pip'];
  return [
    [path, '-I', '-m', 'venv', '--clear', ...bare, '.venv'],
    ...build.map((command) => (command[0] === 'pip' ? [...words, ...command.slice(1)] : command)),
  ];
}
