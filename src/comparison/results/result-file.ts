// Where results stand, how they get there, and how they are read again. A whole result is `matrix-2026-11-22.json`; a
// part of one, or a quick try, has another name: page, lesson and advice go by the newest whole one.
import { constants, readdirSync, readFileSync } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import type { z } from 'zod';
import { projectRoot } from '../../project.ts';
import { WorkbookError } from '../../workbook-error.ts';
import { words } from '../features/words.ts';

export const resultsFolder = join(projectRoot, 'benchmarks', 'results');

export interface Dated {
  readonly kind: 'matrix' | 'interop' | 'bench';
  readonly date: string;
}

/** How much of a result was run. */
export type Extent = 'whole' | 'part' | 'quick';

const beginnings: Record<Extent, string> = { whole: '', part: 'part-', quick: 'quick-' };

export interface Place {
  /** Whole where not given. */
  readonly extent?: Extent;
  /** The project's own where not given. */
  readonly folder?: string | undefined;
}

/** Makes sure that a result can be written, before an hour goes into it. @throws the system's error where it cannot. */
export async function makeResultsFolder(folder: string = resultsFolder): Promise<void> {
  await mkdir(folder, { recursive: true });
  await access(folder, constants.W_OK);
}

/** Writes a result under its extent, kind and date; a later one of that day replaces it. @returns the file's path. */
export async function saveResult(
  result: Dated,
  { folder = resultsFolder, extent = 'whole' }: Place = {},
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${beginnings[extent]}${result.kind}-${result.date}.json`);
  await writeFileAtomic(path, `${withoutPlaces(JSON.stringify(result, null, 1))}\n`);
  return path;
}

/**
 * The newest result of a kind for which `where` holds, as a schema of the reader's own sees it (`newestResult` has those of
 * the files). Undefined where there is none. @throws WorkbookError where it is broken.
 */
export function newestAs<T>(
  kind: Dated['kind'],
  schema: z.ZodType<T>,
  { folder = resultsFolder, extent = 'whole' }: Place = {},
  where: (result: T) => boolean = () => true,
): T | undefined {
  const names = namesIn(folder)
    .filter((each) => each.startsWith(`${beginnings[extent]}${kind}-`) && each.endsWith('.json'))
    .toSorted()
    .toReversed();
  for (const name of names) {
    const result = readAs(kind, schema, folder, name);
    if (where(result)) return result;
  }
  return undefined;
}

function readAs<T>(kind: Dated['kind'], schema: z.ZodType<T>, folder: string, name: string): T {
  try {
    return schema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
  } catch (cause) {
    const file = `benchmarks/results/${name}`;
    throw new WorkbookError(words.brokenResult(file), { next: words.brokenResultNext(file, kind), cause });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
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
