// What the browser loads beside HTML: one stylesheet, the browser code, the icon. There is no build: the browser code is
// TypeScript with its types taken out when it is asked for. The address holds a hash of everything, so browsers may keep it.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripTypes } from '../text/strip-types.ts';

export interface Asset {
  readonly type: string;
  readonly body: string;
}

export interface Assets {
  /** `/assets/<hash>` */
  readonly base: string;
  get(name: string): Asset | undefined;
}

const here = import.meta.dirname;

/** Reads stylesheets and browser code; they are small, and kept. */
export function loadAssets(): Assets {
  const assets = new Map<string, Asset>([
    ['page.css', { type: 'text/css; charset=utf-8', body: stylesheet() }],
    ['icon.svg', { type: 'image/svg+xml', body: icon }],
    ...browserCode(),
  ]);
  const hash = createHash('sha256');
  for (const [name, { body }] of assets) hash.update(name).update(body);
  return { base: `/assets/${hash.digest('hex').slice(0, 12)}`, get: (name) => assets.get(name) };
}

function stylesheet(): string {
  const folder = join(here, 'styles');
  const files = readdirSync(folder).filter((name) => name.endsWith('.css'));
  return files
    .toSorted()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

function browserCode(): [string, Asset][] {
  const folder = join(here, 'browser');
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
  return files.toSorted().map((name) => {
    const body = withoutBlanks(stripTypes(readFileSync(join(folder, name), 'utf8')));
    return [name, { type: 'text/javascript; charset=utf-8', body }];
  });
}

// Types leave blanks behind; lines keep their numbers.
const withoutBlanks = (code: string): string => code.replace(/[ \t]+$/gm, '');

const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><style>rect{fill:#1f5f8b}@media(prefers-color-scheme:dark){rect{fill:#7cc0ec}}</style><rect x="2" y="3" width="12" height="4.5" rx="1.5"/><rect x="2" y="9.75" width="20" height="4.5" rx="1.5"/><rect x="2" y="16.5" width="7" height="4.5" rx="1.5"/></svg>`;
