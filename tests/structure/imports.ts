// Who imports whom in the project's files, types included: a type that runs back ties two files as a value does.
import { globSync, readFileSync, type Dirent } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { parseSync } from 'oxc-parser';
import { z } from 'zod';
import { projectRoot } from '../../src/project.ts';

/** Paths from the project's root, with `/`. */
export interface Import {
  readonly from: string;
  readonly to: string;
}

const aliasSchema = z.object({ imports: z.record(z.string(), z.string()) });

/** Every file of the project, without what set-up brings (node_modules, and folders with a dot). */
export function projectFiles(): string[] {
  return globSync('**', { cwd: projectRoot, withFileTypes: true, exclude: isLeftOut })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(projectRoot, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
}

const isLeftOut = ({ name }: Dirent): boolean => /^(\.|node_modules$|__pycache__$)/.test(name);

/** The imports between these files; packages and Node's own modules are left out. */
export function importsOf(files: readonly string[]): Import[] {
  const { imports } = aliasSchema.parse(JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')));
  return files
    .filter((file) => /\.[cm]?[jt]s$/.test(file))
    .flatMap((from) =>
      wordsOf(from, readFileSync(join(projectRoot, from), 'utf8')).flatMap((word) => {
        const to = imports[word] ?? (word.startsWith('.') ? posix.join(dirname(from), word) : undefined);
        return to === undefined ? [] : [{ from, to: posix.normalize(to) }];
      }),
    );
}

/** What a file names in its imports, exports and calls of import(), each once. */
export function wordsOf(file: string, code: string): string[] {
  const { module, errors } = parseSync(file, code);
  if (errors[0]) throw new SyntaxError(`${file}: ${errors[0].message}`);
  const called = module.dynamicImports.map(({ moduleRequest: { start, end } }) => code.slice(start, end));
  return [
    ...new Set([
      ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
      ...module.staticExports.flatMap(({ entries }) => entries.map((entry) => entry.moduleRequest?.value ?? '')),
      ...called.map((word) => /^(?<quote>['"])(?<name>.*)\k<quote>$/.exec(word)?.groups?.['name'] ?? ''),
    ]),
  ];
}

/** The circles of a graph: each a path that ends where it began. One for every edge that runs back in a walk. */
export function circles(edges: readonly Import[]): string[][] {
  const next = Map.groupBy(edges, ({ from }) => from);
  const done = new Set<string>();
  const found: string[][] = [];
  const walk = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) return void found.push([...path.slice(path.indexOf(file)), file]);
    if (done.has(file)) return;
    for (const { to } of next.get(file) ?? []) walk(to, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return found;
}
