// The chart of a benchmark as Vega-Lite: bars of the ratios' medians, a line from the least to the most, and where 1 is. Pure.
import { text } from './words.ts';
import type { BenchResult } from './result.ts';
import { baseClient, summariseWorkload } from './summary.ts';

/** Throughput of every workload, one panel each; latency is in the table. */
export function throughputChart(result: BenchResult): Record<string, unknown> {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: text.chartTitle(baseClient(result)),
    vconcat: result.workloads
      .filter(({ scenario }) => scenario !== 'latency')
      .map(({ name, title }) => panel(title, barsOf(result, name)))
      .filter(({ data }) => data.values.length > 0),
    resolve: { scale: { x: 'independent', y: 'independent' } },
  };
}

const barsOf = (result: BenchResult, workload: string) =>
  summariseWorkload(result, workload).flatMap(({ client, style, ratio }) =>
    ratio ? [{ client, style, ...ratio }] : [],
  );

function panel(title: string, values: ReturnType<typeof barsOf>) {
  const sort = [...new Set(values.map(({ client }) => client))];
  const y = { field: 'client', type: 'nominal', title: null, sort };
  const yOffset = { field: 'style', sort: ['fast', 'plain'] };
  const bar = {
    mark: { type: 'bar' },
    encoding: {
      y,
      yOffset,
      x: { field: 'median', type: 'quantitative', title: null },
      color: { field: 'style', type: 'nominal', scale: { range: ['#2f6f8f', '#b9c7cf'] }, title: null },
    },
  };
  const range = {
    mark: { type: 'rule' },
    encoding: { y, yOffset, x: { field: 'least', type: 'quantitative' }, x2: { field: 'most' } },
  };
  const one = { mark: { type: 'rule', strokeDash: [4, 3] }, encoding: { x: { datum: 1 } } };
  return { title: { text: title, anchor: 'start' }, width: 520, data: { values }, layer: [bar, range, one] };
}
