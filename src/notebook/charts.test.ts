import { afterEach, expect, test, vi } from 'vitest';
import { ranges } from './charts.ts';
import { vegaLiteType } from './chart.ts';
import type { Bundle } from './kernel.ts';
import { renderChart } from './render-chart.ts';

const shown: Bundle[] = [];
vi.stubGlobal('workbookKernel', { show: (bundle: Bundle) => shown.push(bundle) });
afterEach(() => void shown.splice(0));

const row = (client: string, style: string) => ({ client, style, median: 2, least: 1, most: 4 });
const rows = [row('kafkajs', 'plain'), row('kafkajs', 'fast'), row('Confluent', 'fast')];

test('ranges has a dot and a line for each row, in the order of the rows', async () => {
  ranges({ title: 'Records', rows, label: 'client', by: 'style', unit: 'records a second', log: true });
  const svg = await renderChart(shown[0]?.[vegaLiteType]);
  expect(svg.match(/aria-roledescription="rule mark"/g)).toHaveLength(3);
  expect(svg.match(/aria-roledescription="point"/g)).toHaveLength(3);
  expect(svg.indexOf('>kafkajs<')).toBeLessThan(svg.indexOf('>Confluent<'));
  expect(svg).toContain('records a second');
});

test('ranges has a line to hold the others against, where one is asked for', async () => {
  ranges({ title: 'Ratios', rows: rows.slice(1), label: 'client', unit: 'times kafkajs', mark: 1 });
  const svg = await renderChart(shown[0]?.[vegaLiteType]);
  expect(svg.match(/stroke-dasharray/g)).toHaveLength(1);
});
