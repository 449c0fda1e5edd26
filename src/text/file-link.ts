import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * A path as people type it here, as a link that terminals open on a click (OSC 8) where `clickable`.
 * Terminals that do not know such links show the path.
 */
export function fileLink(path: string, clickable: boolean): string {
  const shown = relative(process.cwd(), path) || path;
  return clickable ? `\u001b]8;;${pathToFileURL(path).href}\u001b\\${shown}\u001b]8;;\u001b\\` : shown;
}
