// Where things are in the project's Python environment. Paths only.
import { join } from 'node:path';
import { projectRoot } from '../project.ts';

const windows = process.platform === 'win32';

export const venvFolder = join(projectRoot, '.venv');

/** A program of the environment, such as python, uv or jupyter; it is there once its step is done. */
export function venvProgram(name: string): string {
  return windows ? join(venvFolder, 'Scripts', `${name}.exe`) : join(venvFolder, 'bin', name);
}
