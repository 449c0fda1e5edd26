// Where Jupyter keeps its things: inside the project, so that nothing of it appears in a learner's home.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot, stateFolder } from '../project.ts';

const folder = join(stateFolder, 'jupyter');

/** The environment of every Jupyter process. */
export function jupyterEnvironment(): Record<string, string> {
  return {
    JUPYTER_PATH: folder,
    JUPYTER_CONFIG_DIR: join(folder, 'config'),
    JUPYTER_DATA_DIR: join(folder, 'data'),
    JUPYTER_RUNTIME_DIR: join(folder, 'runtime'),
    IPYTHONDIR: join(folder, 'ipython'),
    // Without it Jupyter warns that another layout of folders will come.
    JUPYTER_PLATFORM_DIRS: '1',
    PYDEVD_DISABLE_FILE_VALIDATION: '1',
  };
}

export const kernelName = 'tslab';

/** What Jupyter has to know of the kernel. Paths are absolute, so it is written anew where the project has moved. */
export function writeKernelspec(node: string = process.execPath): void {
  const launcher = join(projectRoot, 'kernel', 'launch.cjs');
  writeIfOther(join(folder, 'kernels', kernelName, 'kernel.json'), {
    // kafkajs 2.2.4 makes Node 24 warn of a negative timeout, which is harmless and would stand in the learner's output.
    argv: [node, '--disable-warning=TimeoutNegativeWarning', launcher, '--config-path', '{connection_file}'],
    display_name: 'TypeScript',
    language: 'typescript',
    // Windows has no signal for it; a signal also stops a cell that never lets go.
    interrupt_mode: process.platform === 'win32' ? 'message' : 'signal',
  });
}

/** A JSON file in the Jupyter folder; left alone where it says the same, so that two starts at once do no harm. */
export function writeIfOther(path: string, content: unknown): void {
  const wanted = `${JSON.stringify(content, undefined, 2)}\n`;
  if (read(path) === wanted) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, wanted);
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
