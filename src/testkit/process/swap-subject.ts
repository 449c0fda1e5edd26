// A suite imports `./NN-slug.ts`, the stub beside it. In the process that runs the suite, that one import means the file
// under test instead. A module hook of Node's does it, so that nothing else about loading code differs from plain `node`.
import { registerHooks } from 'node:module';
import { subjectOf, suitePattern } from '../job.ts';

/** From now on, a suite that is loaded in this process gets the file that its job names. */
export function swapSubject(): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const key = suitePattern.exec(context.parentURL ?? '')?.[1];
      if (!context.parentURL || !key || specifier !== `./${key}.ts`) return nextResolve(specifier, context);
      // The format is said because a file outside of the project has no package.json that says it.
      return { ...nextResolve(subjectOf(context.parentURL).href, context), format: 'module-typescript' };
    },
  });
}
