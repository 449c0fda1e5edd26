import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { comparison as whole } from '../../tests/page/comparison-fixture.ts';
import { loadWarnings } from '../comparison/advice/warnings.ts';
import { readComparison } from './comparison.ts';
import { compareView } from './views/compare-view.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'results-'));
});
afterEach(() => rm(folder, { recursive: true }));

it.for(['{broken', '{"kind":"matrix"}'])(
  'a result file that holds %j is named, and the others are shown',
  async (text) => {
    await writeFile(join(folder, 'matrix-2026-11-22.json'), text);
    await writeFile(join(folder, 'bench-2026-11-22.json'), JSON.stringify(whole.bench));
    const comparison = readComparison(folder);
    expect(comparison.broken.map(({ message }) => message)).toEqual([
      'The result file benchmarks/results/matrix-2026-11-22.json is broken.',
    ]);
    const html = String(await compareView(comparison, undefined));
    expect(html).toContain('matrix-2026-11-22.json is broken.');
    expect(html).toContain('git checkout --');
    expect(html).toContain('id="speed"');
  },
);

it('where nothing was run, nothing is broken', () => {
  expect(readComparison(join(folder, 'none'))).toEqual({ warnings: loadWarnings(), broken: [] });
});
