// A notebook's source is notebooks/NN-x.ts; its .ipynb is made from that by jupytext, byte for byte the same each time.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { runPython } from './run-python.ts';

const cellSchema = z.looseObject({
  cell_type: z.enum(['code', 'markdown', 'raw']),
  source: z.string(),
  metadata: z.record(z.string(), z.unknown()),
});
type Cell = z.infer<typeof cellSchema>;

const pairsSchema = z.record(
  z.string(),
  z.strictObject({ notebook: z.looseObject({ cells: z.array(cellSchema) }), source: z.string() }),
);

export interface Pair {
  /** Path of the .ts file. */
  readonly source: string;
  /** Text of the .ipynb that belongs to it. */
  readonly notebook: string;
  /** Whether jupytext writes the .ts from that .ipynb exactly as it stands. */
  readonly roundTrips: boolean;
}

/** Reads .ts notebooks and makes their .ipynb. @throws WorkbookError where jupytext is missing or cannot read one. */
export async function pairNotebooks(sources: readonly string[], signal?: AbortSignal): Promise<Pair[]> {
  if (sources.length === 0) return [];
  const lines = await Array.fromAsync(runPython({ script: 'pair.py', input: { sources }, signal }));
  const pairs = pairsSchema.parse(JSON.parse(lines.join('\n')));
  return Promise.all(
    Object.entries(pairs).map(async ([source, { notebook, source: again }]) => ({
      source,
      notebook: toIpynb(notebook.cells),
      roundTrips: again === (await readFile(source, 'utf8')).replaceAll('\r\n', '\n'),
    })),
  );
}

/** What every notebook of the workbook says of itself: which kernel runs it. */
export const notebookMetadata = {
  kernelspec: { display_name: 'TypeScript', language: 'typescript', name: 'tslab' },
  language_info: { file_extension: '.ts', mimetype: 'text/typescript', name: 'typescript' },
} as const;

// Keys in alphabetical order, one space, lines as a list: as Jupyter itself writes it.
function toIpynb(cells: readonly Cell[]): string {
  const notebook = { cells: withIds(cells), metadata: notebookMetadata, nbformat: 4, nbformat_minor: 5 };
  return `${JSON.stringify(notebook, undefined, 1)}\n`;
}

function withIds(cells: readonly Cell[]) {
  const taken = new Set<string>();
  return cells.map(({ cell_type, source, metadata }) => {
    const id = idOf(source, taken);
    const lines = source.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    if (cell_type !== 'code') return { cell_type, id, metadata, source: lines };
    return { cell_type, execution_count: null, id, metadata, outputs: [], source: lines };
  });
}

// From the text, so that a cell that is put in between leaves the ids of the others alone.
function idOf(source: string, taken: Set<string>): string {
  for (let copy = 0; ; copy += 1) {
    const id = createHash('sha256').update(`${copy} ${source}`).digest('hex').slice(0, 8);
    if (taken.has(id)) continue;
    taken.add(id);
    return id;
  }
}
