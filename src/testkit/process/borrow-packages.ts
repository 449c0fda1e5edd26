import { registerHooks, type ResolveHookContext } from 'node:module';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectFolder = fileURLToPath(new URL('../../../', import.meta.url));

/** From now on, a file outside of the project finds the project's packages: a submission has no node_modules in reach. */
export function borrowPackages(): void {
  registerHooks({
    resolve: (specifier, context, nextResolve) => nextResolve(specifier, withProjectPackages(specifier, context)),
  });
}

function withProjectPackages(specifier: string, context: ResolveHookContext): ResolveHookContext {
  const bare = !/^(\.|\/|node:|file:|data:)/.test(specifier);
  if (!bare || !context.parentURL?.startsWith('file:')) return context;
  const path = fileURLToPath(context.parentURL);
  const inside = path.startsWith(projectFolder) || path.includes(`${sep}node_modules${sep}`);
  return inside ? context : { ...context, parentURL: import.meta.url };
}
