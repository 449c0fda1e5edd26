// JupyterLab with what runs and converts notebooks, in the project's Python environment.
import { existsSync } from 'node:fs';
import { hashOfFile, platform, readStamp, writeStamp } from '../../bin/stamp.mjs';
import { projectRoot } from '../project.ts';
import { text } from './words.ts';
import { installPinned, lockOf } from './pip-install.ts';
import type { Step } from './step.ts';
import { venvProgram } from './venv.ts';

const key = () => `${hashOfFile(lockOf('jupyter'))} ${platform} ${projectRoot}`;

export const jupyterStep: Step = {
  get title() {
    return text.titles.jupyter;
  },
  needs: ['python'],
  uses: [],
  yieldsTo: ['java', 'jars'],
  get without() {
    return text.without.jupyter;
  },
  upToDate: () => readStamp('jupyter') === key() && existsSync(venvProgram('jupyter')),
  run: async ({ report, signal }) => {
    report(text.jupyter.installing);
    await installPinned('jupyter', { signal });
    writeStamp('jupyter', key());
  },
};
