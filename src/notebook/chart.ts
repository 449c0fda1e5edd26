import type { Bundle } from './kernel.ts';
import { show } from './show.ts';
import { tableBundle } from './table.ts';

/** A Vega-Lite specification (version 5) with its data in it. */
export type ChartSpec = Readonly<Record<string, unknown>> & {
  readonly title?: string;
  readonly data: { readonly values: readonly object[] };
};

/** The version that JupyterLab 4.6 draws: one of version 6 stays blank there. */
export const vegaLiteType = 'application/vnd.vegalite.v5+json';
const schema = 'https://vega.github.io/schema/vega-lite/v5.json';

/** Shows a chart; where none can be drawn, its data as a table. */
export function chart(spec: ChartSpec): void {
  show(chartBundle(spec));
}

export function chartBundle(spec: ChartSpec): Bundle & { 'text/plain': string } {
  const { 'text/plain': data } = tableBundle(spec.data.values);
  return {
    [vegaLiteType]: { $schema: schema, width: 480, ...spec },
    'text/plain': spec.title === undefined ? data : `${spec.title}\n${data}`,
  };
}
