import { createHash } from 'node:crypto';
import { globSync, readFileSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../project.ts';
import { madeByBuilds } from '../../toolchains/build-program.ts';

const folder = join(projectRoot, 'clients');
const groupSchema = z.strictObject({ clients: z.array(z.string()).min(2), files: z.array(z.string()).min(1) });
const groups = z.array(groupSchema).parse(JSON.parse(readFileSync(join(folder, 'copies.json'), 'utf8')));

const textOf = (client: string, file: string): string => readFileSync(join(folder, client, file), 'utf8');

it.for(groups.flatMap(({ clients, files }) => files.map((file) => ({ file, clients }))))(
  '$file is the same in $clients',
  ({ file, clients: [first = '', ...others] }) => {
    const differing = others.filter((client) => textOf(client, file) !== textOf(first, file));
    // Change it in one folder, and copy it to the others: clients/copies.json lists them.
    expect(differing.map((client) => `${client}/${file} is not ${first}/${file}`)).toEqual([]);
  },
);

const isLeftOut = ({ name }: Dirent): boolean => name.startsWith('.') || madeByBuilds.has(name);
const hash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

it('no file is a copy that the list does not name', () => {
  const listed = new Set(
    groups.flatMap(({ clients, files }) => clients.flatMap((name) => files.map((file) => join(name, file)))),
  );
  const sources = globSync('*/**', { cwd: folder, withFileTypes: true, exclude: isLeftOut })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const equal = Object.values(Object.groupBy(sources, hash)).filter((paths = []) => paths.length > 1);
  const copies = equal.flatMap((paths = []) => paths.map((path) => path.slice(folder.length + 1)));
  expect(copies.filter((path) => !listed.has(path))).toEqual([]);
});
