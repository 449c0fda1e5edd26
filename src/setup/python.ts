// The project's own Python environment, with uv in it: uv installs the rest in seconds where pip takes half a minute.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfFile, logFolder, platform, readStamp, removeStamp, writeStamp } from '../../bin/stamp.mjs';
import { kindOfFailure } from '../../bin/explain-failure.mjs';
import { removePatiently } from '../../bin/patience.mjs';
import { runLogged } from '../../bin/run-logged.mjs';
import { projectRoot } from '../project.ts';
import { text } from './words.ts';
import type { Python } from './find-python.ts';
import { findPython } from './find-python.ts';
import { lockOf, pipEnvironment, pipOf } from './pip-install.ts';
import type { Step } from './step.ts';
import { venvFolder, venvProgram } from './venv.ts';

// An environment has its own path written into its programs, so it does not survive a move of the checkout.
const key = () => `${hashOfFile(lockOf('uv'))} ${platform} ${projectRoot}`;

export const pythonStep: Step = {
  get title() {
    return text.titles.python;
  },
  needs: [],
  uses: [],
  yieldsTo: [],
  get without() {
    return text.without.python;
  },
  // A link to a Python that was removed counts as nothing there.
  upToDate: () => readStamp('python') === key() && existsSync(venvProgram('python')),
  run: async ({ report, signal }) => {
    const python = await findPython();
    report(text.python.making(python.version));
    for (const stamp of ['jupyter', 'python']) removeStamp(stamp);
    await removePatiently(venvFolder);
    const log = join(logFolder, 'python.log');
    // Without pip of its own it takes 0.1 s instead of 6.
    const pip = python.pip ? ['--without-pip'] : [];
    await runLogged([python.path, '-I', '-m', 'venv', ...pip, venvFolder], { log, env: pipEnvironment(), signal });
    report(text.python.installingUv);
    await installUv(python, { log, signal });
    writeStamp('python', key());
  },
};

async function installUv(python: Python, { log, signal }: { log: string; signal: AbortSignal }): Promise<void> {
  const args = ['install', '--quiet', '--only-binary', ':all:', '--require-hashes', '-r', lockOf('uv')];
  try {
    await runLogged([...pipOf(python), ...args], { log, env: pipEnvironment(), signal });
  } catch (error) {
    signal.throwIfAborted();
    // uv is not made for every platform that Python is made for: then pip does it all (see pip-install.ts).
    if (kindOfFailure(error) !== 'not-found') throw error;
  }
}
