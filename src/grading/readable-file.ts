// Whether there is a file to run where one is expected. People hand in folders, links and stranger things.
import { accessSync, constants, lstatSync, statSync, type Stats } from 'node:fs';
import { basename } from 'node:path';
import { words } from './words.ts';

/**
 * Why what stands at the path is no file that can be read; `missing` where nothing stands there. Undefined for a file.
 * It opens nothing: whoever opens a pipe waits until somebody writes into it.
 */
export function whyNoFile(path: string): 'missing' | (string & {}) | undefined {
  const name = basename(path);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return lstatSync(path, { throwIfNoEntry: false }) ? words.notHandedIn(words.deadLink(name)) : 'missing';
  if (!found.isFile()) return words.notHandedIn(words.noFileBut(name, kindOf(found)));
  try {
    accessSync(path, constants.R_OK);
    return undefined;
  } catch {
    return words.notHandedIn(words.unreadable(name));
  }
}

function kindOf(found: Stats): string {
  if (found.isDirectory()) return words.kinds.folder;
  if (found.isFIFO()) return words.kinds.pipe;
  return found.isSocket() ? words.kinds.socket : words.kinds.device;
}
