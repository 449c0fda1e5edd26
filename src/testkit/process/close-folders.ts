// Keeps the learner's file from other people's answers: what imports or opens a file in a closed folder gets an error with
// a sentence. It is a fence, not a wall: a program that the file starts can still read what its user can.
import fs from 'node:fs';
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { words } from '../words.ts';

/** Folders that may not be read, and folders in them that may. */
export interface Closed {
  readonly folders: readonly string[];
  readonly except: readonly string[];
}

/** From now on, nothing in these folders can be imported, required or read in this process. */
export function closeFolders({ folders, except }: Closed): void {
  if (folders.length === 0) return;
  const closed = folders.map(real);
  const open = except.map(real);
  const check = (path: unknown): void => {
    const place = placeOf(path);
    if (place === undefined) return;
    const at = real(place);
    const folder = closed.find((each) => isInside(at, each));
    if (folder === undefined || open.some((each) => isInside(at, each))) return;
    throw new Error(words.closed(join(basename(folder), relative(folder, at))));
  };
  registerHooks({
    load(url, context, nextLoad) {
      if (url.startsWith('file:')) check(new URL(url));
      return nextLoad(url, context);
    },
  });
  guard(fs, (work, args) => {
    check(args[0]);
    return work(args);
  });
  guard(fs.promises, async (work, args) => {
    check(args[0]);
    return work(args);
  });
  syncBuiltinESMExports();
}

/** Functions whose first argument is a file that they read, link or move. */
const readers =
  'open openAsBlob readFile createReadStream copyFile cp link symlink rename readdir opendir truncate rm unlink'.split(
    ' ',
  );

type Work = (args: readonly unknown[]) => unknown;

function guard(module: object, first: (work: Work, args: readonly unknown[]) => unknown): void {
  for (const name of readers.flatMap((each) => [each, `${each}Sync`])) {
    const work: unknown = Reflect.get(module, name);
    if (typeof work !== 'function') continue;
    const guarded = (...args: unknown[]): unknown => first((all) => Reflect.apply(work, module, all), args);
    Reflect.set(module, name, Object.assign(guarded, work));
  }
}

function placeOf(path: unknown): string | undefined {
  if (path instanceof URL) return path.protocol === 'file:' ? fileURLToPath(path) : undefined;
  if (typeof path === 'string') return path;
  return Buffer.isBuffer(path) ? path.toString() : undefined;
}

const { native } = fs.realpathSync;

/** Where a path leads, links followed as far as there is something. */
function real(path: string): string {
  const whole = resolve(path);
  try {
    return native(whole);
  } catch {
    const above = dirname(whole);
    return above === whole ? whole : join(real(above), basename(whole));
  }
}

const isInside = (path: string, folder: string): boolean => path === folder || path.startsWith(folder + sep);
