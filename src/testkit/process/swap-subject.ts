// A suite imports `./NN-slug.ts`, the stub beside it. In the process that runs the suite, that one import gives a module
// with the same exports, each of which calls the file under test in its own process.
import { registerHooks } from 'node:module';
import { suitePattern } from '../job.ts';
import { exportedNames } from './current-subject.ts';

const scheme = 'workbook-subject:';
const access = new URL('current-subject.ts', import.meta.url).href;
let count = 0;

/** From now on, a suite that is loaded in this process gets the file under test, which was loaded before. */
export function swapSubject(): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const key = suitePattern.exec(context.parentURL ?? '')?.[1];
      if (!key || specifier !== `./${key}.ts`) return nextResolve(specifier, context);
      // A module is loaded once for each URL, and another run has another file under test.
      count += 1;
      return { url: `${scheme}${count}/${key}.ts`, format: 'module', shortCircuit: true };
    },
    load(url, context, nextLoad) {
      if (!url.startsWith(scheme)) return nextLoad(url, context);
      return { format: 'module', source: sourceOf(exportedNames()), shortCircuit: true };
    },
  });
}

/** A module that exports these names, whatever characters they have. */
function sourceOf(names: readonly string[]): string {
  const exports = names
    .filter((name) => name.isWellFormed())
    .map((name, n) => {
      const quoted = JSON.stringify(name);
      return `const e${n} = exportOf(${quoted});\nexport { e${n} as ${quoted} };`;
    });
  return [`import { exportOf } from ${JSON.stringify(access)};`, ...exports].join('\n');
}
