// Finds a file of a project in a package index, as pip does (PEP 503 and 691), without Python.
import { copyFile, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { WorkbookError } from '../workbook-error.ts';
import { downloadAll, isWhole, type KnownFile } from './download.ts';
import { text } from './words.ts';
import { heedNetworkSettings } from './network.ts';
import { pipSettings, type PipSettings } from './pip-config.ts';

export interface Wheel {
  readonly project: string;
  /** The name of the file. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  readonly sha256: string;
}

interface FetchOptions {
  readonly signal: AbortSignal;
  /** Told how many bytes are there. */
  readonly onBytes?: (bytes: number) => void;
}

const accept = 'application/vnd.pypi.simple.v1+json, text/html;q=0.5';
const answerMs = 30_000;
const listSchema = z.object({ files: z.array(z.object({ filename: z.string(), url: z.string() })) });

/**
 * Brings a wheel to `file`, its checksum verified, from the folders and indexes that pip is told to use.
 * Throws a WorkbookError where no index has it, and the first index's own error where it does not answer.
 */
export async function fetchWheel(wheel: Wheel, file: string, options: FetchOptions): Promise<void> {
  const settings = pipSettings();
  const known = { file, size: wheel.size, sha256: wheel.sha256 };
  await copyFromFolders(wheel, file, settings.findLinks);
  if (await isWhole(file, known)) return;
  heedNetworkSettings(settings);
  await downloadAll([{ ...known, ...(await locate(wheel, settings, options.signal)) }], options);
}

async function copyFromFolders(wheel: Wheel, file: string, places: readonly string[]): Promise<void> {
  for (const place of places.filter((each) => !isAddress(each))) {
    const from = join(place.startsWith('file:') ? fileURLToPath(place) : place, wheel.name);
    if ((await stat(from).catch(() => undefined))?.size !== wheel.size) continue;
    await mkdir(dirname(file), { recursive: true });
    return copyFile(from, file);
  }
}

const isAddress = (place: string): boolean => /^https?:/.test(place);

/** Asks one index after the other, so that a private one that comes first is the only one asked. */
async function locate(
  wheel: Wheel,
  { indexes, findLinks }: PipSettings,
  signal: AbortSignal,
): Promise<Pick<KnownFile, 'url' | 'headers'>> {
  const lists = [...findLinks.filter(isAddress), ...indexes.map((index) => `${index}/${wheel.project}/`)];
  let failure: unknown;
  for (const list of lists) {
    try {
      const found = await findIn(list, wheel.name, signal);
      if (found !== undefined) return found;
    } catch (error) {
      signal.throwIfAborted();
      failure ??= error;
    }
  }
  throw (
    failure ??
    new WorkbookError(text.noWheel(wheel.name, lists.map(withoutLogin).join(', ')), { next: text.noWheelNext })
  );
}

/** The file in an index's list, with what its server asks for; undefined where the list does not have it. */
async function findIn(
  list: string,
  name: string,
  signal: AbortSignal,
): Promise<Pick<KnownFile, 'url' | 'headers'> | undefined> {
  const headers = loginOf(list);
  const answer = await fetch(withoutLogin(list), {
    headers: { accept, ...headers },
    signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
  });
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw new Error(`${answer.status} from ${withoutLogin(list)}`);
  const json = answer.headers.get('content-type')?.includes('json') === true;
  const links = json ? linksOfJson(await answer.json()) : linksOfPage(await answer.text());
  const link = links.find((each) => decodeURIComponent(each.split(/[?#]/)[0]?.split('/').at(-1) ?? '') === name);
  if (link === undefined) return undefined;
  const url = new URL(link, answer.url);
  // A login is for its own server only.
  return { url: url.href, ...(url.host === new URL(list).host && { headers }) };
}

function linksOfJson(answer: unknown): string[] {
  return listSchema.parse(answer).files.map(({ url }) => url);
}

function linksOfPage(html: string): string[] {
  return [...html.matchAll(/<a\s[^>]*href\s*=\s*["'](?<href>[^"']+)["']/gi)].map(({ groups }) =>
    (groups?.['href'] ?? '').replaceAll('&amp;', '&'),
  );
}

/** fetch refuses an address with a login in it. */
function loginOf(address: string): Record<string, string> {
  const { username, password } = new URL(address);
  if (username === '') return {};
  const login = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  return { authorization: `Basic ${login}` };
}

function withoutLogin(address: string): string {
  const url = new URL(address);
  [url.username, url.password] = ['', ''];
  return url.href;
}
