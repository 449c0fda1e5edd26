import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folders = ['lessons', 'notebooks', 'exercises', 'solutions'];

/** Every file in the content folders, relative to the course, with `/`; what begins with a dot is not content. */
export function listContentFiles(root: string): string[] {
  return folders.flatMap((folder) => list(root, folder)).toSorted();
}

function list(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && name !== '__pycache__')
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? list(root, path) : [path];
    });
}
