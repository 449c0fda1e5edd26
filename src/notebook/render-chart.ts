import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

/** The Vega-Lite chart as SVG, without a browser. @throws what vega throws at a broken specification. */
export async function renderChart(spec: unknown): Promise<string> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Vega checks it, and says what is wrong in its own words
  const { spec: compiled } = compile(spec as TopLevelSpec);
  const view = new View(parse(compiled), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
