// The npm packages of the notebook kernel, a package of its own in kernel/.
import { join } from 'node:path';
import { findNpm } from '../../bin/npm.mjs';
import { npmCi } from '../../bin/install-packages.mjs';
import { hasPackages } from '../../bin/packages.mjs';
import { projectRoot } from '../project.ts';
import { WorkbookError } from '../workbook-error.ts';
import { text } from './words.ts';
import type { Step } from './step.ts';

const folder = join(projectRoot, 'kernel');

export const kernelStep: Step = {
  get title() {
    return text.titles.kernel;
  },
  needs: [],
  uses: [],
  yieldsTo: [],
  get without() {
    return text.without.kernel;
  },
  upToDate: () => hasPackages(folder, 'kernel'),
  run: async ({ report, signal }) => {
    const npm = findNpm();
    if (npm === undefined) throw new WorkbookError(text.noNpm, { next: text.noNpmNext });
    report(text.kernel.installing);
    await npmCi({ folder, stamp: 'kernel', npm, signal });
  },
};
