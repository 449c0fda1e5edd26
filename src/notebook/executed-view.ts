// What a page can show of a notebook that was run: the learner's own copy, with what they saw, else the copy that the
// check has executed.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { stateFolder } from '../project.ts';
import { vegaLiteType } from './chart.ts';

const lines = z.union([z.string(), z.array(z.string())]).transform((text) => [text].flat().join(''));
const bundle = z.record(z.string(), z.unknown());
const outputSchema = z.discriminatedUnion('output_type', [
  z.looseObject({ output_type: z.literal('stream'), name: z.string(), text: lines }),
  z.looseObject({ output_type: z.literal('display_data'), data: bundle }),
  z.looseObject({ output_type: z.literal('execute_result'), data: bundle }),
  z.looseObject({
    output_type: z.literal('error'),
    ename: z.string(),
    evalue: z.string(),
    traceback: z.array(z.string()),
  }),
]);
const notebookSchema = z.looseObject({
  cells: z.array(
    z.discriminatedUnion('cell_type', [
      z.looseObject({ cell_type: z.literal('markdown'), source: lines }),
      z.looseObject({ cell_type: z.literal('raw'), source: lines }),
      z.looseObject({
        cell_type: z.literal('code'),
        source: lines,
        execution_count: z.number().nullable(),
        outputs: z.array(outputSchema),
      }),
    ]),
  ),
});

/** One piece of output in the form that a page shows best. HTML comes from the notebook: clean it before it is shown. */
export type OutputView =
  | { readonly kind: 'text' | 'error' | 'html' | 'markdown' | 'mermaid'; readonly content: string }
  /** A picture; `alt` says what stands in it. */
  | { readonly kind: 'svg'; readonly content: string; readonly alt: string };

export type CellView =
  | { readonly kind: 'markdown'; readonly source: string }
  | {
      readonly kind: 'code';
      readonly source: string;
      /** The number that Jupyter shows beside the cell; null where it was not run. */
      readonly count: number | null;
      readonly outputs: readonly OutputView[];
    };

/** Where the check keeps its executed copy of a chapter's notebook (`01-connections`). */
export const executedPath = (key: string): string => join(stateFolder, 'executed', `${key}.ipynb`);

/** Where the learner's copy is: the one that JupyterLab opens. */
export const copyPath = (key: string): string => join(stateFolder, 'notebooks', `${key}.ipynb`);

/** The cells of a chapter's notebook with what they put out; undefined where nobody has run it yet. */
export async function executedView(key: string): Promise<readonly CellView[] | undefined> {
  for (const path of [copyPath(key), executedPath(key)]) {
    const cells = await viewNotebook(path);
    if (cells?.some((cell) => cell.kind === 'code' && cell.outputs.length > 0)) return cells;
  }
  return undefined;
}

/** The cells of a notebook file; undefined where there is none, or it is damaged. */
export async function viewNotebook(path: string): Promise<readonly CellView[] | undefined> {
  const notebook = await read(path);
  return notebook && Promise.all(notebook.cells.map(viewCell));
}

async function read(path: string): Promise<z.infer<typeof notebookSchema> | undefined> {
  try {
    return notebookSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

async function viewCell(cell: z.infer<typeof notebookSchema>['cells'][number]): Promise<CellView> {
  const { source } = cell;
  if (cell.cell_type !== 'code') return { kind: 'markdown', source };
  const outputs = await Promise.all(cell.outputs.map(viewOutput));
  return { kind: 'code', source, count: cell.execution_count, outputs };
}

async function viewOutput(output: z.infer<typeof outputSchema>): Promise<OutputView> {
  if (output.output_type === 'stream') return { kind: 'text', content: output.text };
  if (output.output_type === 'error') return { kind: 'error', content: output.traceback.join('\n') };
  return viewData(output.data);
}

async function viewData(data: Readonly<Record<string, unknown>>): Promise<OutputView> {
  const alt = textOf(data['text/plain']) ?? '';
  const drawn = data[vegaLiteType] === undefined ? textOf(data['image/svg+xml']) : await draw(data[vegaLiteType]);
  if (drawn !== undefined) return { kind: 'svg', content: drawn, alt };
  for (const [type, kind] of richest) {
    const content = textOf(data[type]);
    if (content !== undefined) return { kind, content };
  }
  return { kind: 'text', content: alt };
}

const richest = [
  ['text/html', 'html'],
  ['text/vnd.mermaid', 'mermaid'],
  ['text/markdown', 'markdown'],
] as const;

// Loaded on demand: vega is the largest package of the workbook. A chart that it cannot draw is shown as its data.
async function draw(spec: unknown): Promise<string | undefined> {
  const { renderChart } = await import('./render-chart.ts');
  return renderChart(spec).catch(() => undefined);
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : lines.safeParse(value).data;
}
