// Where results stand, how they get there, and how they are read again.
import { constants } from 'node:fs';
import { access, mkdir, readdir, readFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { z } from 'zod';
import { projectRoot } from '../../project.ts';
import { WorkbookError } from '../../workbook-error.ts';
import { words } from '../features/en.ts';

export const resultsFolder = join(projectRoot, 'benchmarks', 'results');

export interface Dated {
  readonly kind: 'matrix' | 'interop' | 'bench';
  readonly date: string;
}

export interface Place {
  readonly folder?: string | undefined;
  /** Begins the file's name; the result's kind where not given. Only the latter are found by `newestResult`. */
  readonly name?: string | undefined;
}

/** The name for a result's file. A part of the whole never takes its place: page, advice and tests go by the newest whole one. */
export function nameOf(kind: Dated['kind'], isWhole: boolean): Dated['kind'] | `part-${Dated['kind']}` {
  return isWhole ? kind : `part-${kind}`;
}

/** Makes sure that a result can be written, before an hour goes into it. @throws the system's error where it cannot. */
export async function makeResultsFolder(folder: string = resultsFolder): Promise<void> {
  await mkdir(folder, { recursive: true });
  await access(folder, constants.W_OK);
}

/** Writes a result under its kind and date, such as `matrix-2026-11-22.json`; a later one of that day replaces it. */
export async function saveResult(
  result: Dated,
  { folder = resultsFolder, name = result.kind }: Place = {},
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}-${result.date}.json`);
  await writeFileAtomic(path, `${withoutPlaces(JSON.stringify(result, null, 1))}\n`);
  return path;
}

/** The newest result of a kind; undefined where there is none. @throws WorkbookError where it is broken. */
export async function newestResult<T>(
  kind: ReturnType<typeof nameOf>,
  schema: z.ZodType<T>,
  folder: string = resultsFolder,
): Promise<T | undefined> {
  const names = await readdir(folder).catch(() => []);
  const name = names
    .filter((each) => each.startsWith(`${kind}-`) && each.endsWith('.json'))
    .toSorted()
    .at(-1);
  if (name === undefined) return undefined;
  const written = await readFile(join(folder, name), 'utf8');
  try {
    return schema.parse(JSON.parse(written));
  } catch (cause) {
    const file = `benchmarks/results/${name}`;
    throw new WorkbookError(words.brokenResult(file), { next: words.brokenResultNext(file, kind), cause });
  }
}

const placesHere: readonly (readonly [string, string])[] = [
  [projectRoot, '.'],
  [tmpdir(), '<tmp>'],
  [homedir(), '~'],
];

/**
 * A result is committed: where things stood on the machine that made it is nobody's business.
 * @param json the text of a result; in it a path of Windows has two backslashes where it has one.
 */
export function withoutPlaces(json: string, places = placesHere): string {
  return places.reduce((known, [place, name]) => (place.length > 1 ? without(known, place, name) : known), json);
}

function without(json: string, place: string, name: string): string {
  const parts = place.split(/[\\/]/).map((part) => RegExp.escape(JSON.stringify(part).slice(1, -1)));
  const separator = String.raw`(?:/|\\\\)`;
  // A drive has its letter in either case.
  const flags = /^[a-z]:/i.test(place) ? 'gi' : 'g';
  return json.replaceAll(new RegExp(parts.join(separator) + separator, flags), () => `${name}/`);
}
