import { readFileSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { fixtureCourse, pageFixture, type PageFixture } from '../../tests/page/page-fixture.ts';
import { comparison } from '../../tests/page/comparison-fixture.ts';
import { loadWorkloads } from '../comparison/bench/workload.ts';
import { featureTitles } from '../comparison/features/words.ts';
import { projectRoot } from '../project.ts';
import { doubleCourse, doubledEnv, singleWords, wordsOfPage } from '../text/doubled.fixture.ts';

let root: string;
let page: PageFixture | undefined;
beforeAll(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'doubled-')), 'course');
  await cp(fixtureCourse, root, { recursive: true });
  await doubleCourse(root);
  vi.stubEnv('WORKBOOK_LANGUAGE', doubledEnv.WORKBOOK_LANGUAGE);
});
afterEach(() => page?.[Symbol.dispose]());
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(join(root, '..'), { recursive: true });
});

/** Results and what they are of are published in English: whatever stands in them may stand on the page. */
const published = (): string[] => [
  ...stringsIn(comparison),
  ...stringsIn(loadWorkloads()),
  ...['chapter-features.json', 'claims.json', 'warnings.json'].flatMap((name) =>
    stringsIn(readJson('benchmarks', name)),
  ),
  ...Object.keys(featureTitles),
  'any',
];

const readJson = (...names: string[]): unknown => JSON.parse(readFileSync(join(projectRoot, ...names), 'utf8'));
const stringsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : Object.entries(Object(value)).flatMap(([key, each]) => [key, ...stringsIn(each)]);

it.for<readonly [path: string, names: readonly string[]]>([
  ['/', []],
  ['/progress', []],
  ['/lessons/connections', []],
  ['/lessons/producers', []],
  // A heading of the format of tasks.
  ['/exercises/connections/describe-a-cluster', ['Advice']],
  ['/exercises/connections/describe-a-cluster/solution', []],
  ['/broker', []],
  ['/compare', published()],
  ['/doctor', ['no daemon answers', 'not needed']],
  ['/glossary', []],
  ['/search?q=aaddvveerrttiisseess', ['localhost']],
  ['/search?q=xqzw', ['xqzw']],
  ['/nowhere', []],
])('what the page says at %s is in the language of the process', async ([path, names]) => {
  page = await pageFixture(root);
  const { html } = await page.get(path);
  const words = wordsOfPage(html);
  expect(words).toMatch(/(\p{L})\1(\p{L})\2/u);
  expect({ words, single: singleWords(words, names) }).toEqual({ words, single: [] });
});
