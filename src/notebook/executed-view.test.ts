import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { chartBundle } from './chart.ts';
import { viewNotebook, type CellView } from './executed-view.ts';
import { tableBundle } from './table.ts';

const folder = mkdtempSync(join(tmpdir(), 'workbook-view-'));
afterAll(() => rmSync(folder, { recursive: true }));

const chart = { title: 'Bars', data: { values: [{ x: 1, y: 2 }] }, mark: 'bar', encoding: { x: { field: 'x' } } };

async function view(outputs: readonly object[]): Promise<CellView | undefined> {
  const path = join(folder, 'view.ipynb');
  const cell = { cell_type: 'code', id: 'a', metadata: {}, source: ['1;\n', '2'], execution_count: 3, outputs };
  writeFileSync(path, JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  return (await viewNotebook(path))?.[0];
}

const shown = (data: object): object => ({ output_type: 'display_data', data, metadata: {} });

test('a cell keeps its source, its number and what it printed', async () => {
  const printed = { output_type: 'stream', name: 'stdout', text: ['one\n', 'two'] };
  expect(await view([printed])).toEqual({
    kind: 'code',
    source: '1;\n2',
    count: 3,
    outputs: [{ kind: 'text', content: 'one\ntwo' }],
  });
});

test('a table is HTML, a chart a picture with its data in words', async () => {
  const cell = await view([shown(tableBundle([{ a: 1 }])), shown(chartBundle(chart))]);
  expect(cell).toMatchObject({ outputs: [{ kind: 'html' }, { kind: 'svg', alt: expect.stringContaining('Bars\n') }] });
  expect(JSON.stringify(cell)).toContain('<svg');
});

test('a chart that cannot be drawn is shown as its data', async () => {
  const broken = { ...chartBundle(chart), 'application/vnd.vegalite.v5+json': { mark: { type: 'none' } } };
  expect(await view([shown(broken)])).toMatchObject({ outputs: [{ kind: 'text', content: 'Bars\nx  y\n─  ─\n1  2' }] });
});

test('an error is its traceback', async () => {
  const error = {
    output_type: 'error',
    ename: 'Error',
    evalue: 'boom',
    traceback: ['Error: boom', '    at cell 3:1:1'],
  };
  expect(await view([error])).toMatchObject({
    outputs: [{ kind: 'error', content: 'Error: boom\n    at cell 3:1:1' }],
  });
});

test('a file that is no notebook is none', async () => {
  writeFileSync(join(folder, 'broken.ipynb'), '{');
  expect(await viewNotebook(join(folder, 'broken.ipynb'))).toBeUndefined();
});
