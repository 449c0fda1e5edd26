import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';

/** Sixteen hexadecimal digits of these files' contents, in their order; a file that is not there counts as empty. */
export function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths)
    hash.update(`${existsSync(path) ? readFileSync(path, 'utf8').replaceAll('\r\n', '\n') : ''}\0`);
  return hash.digest('hex').slice(0, 16);
}
