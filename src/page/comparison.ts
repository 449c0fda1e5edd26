// The newest results of the clients, as the files in benchmarks/results have them.
import { loadWarnings, type Warning } from '../comparison/advice/warnings.ts';
import { benchResultSchema, type BenchResult } from '../comparison/bench/result.ts';
import { newestResult, resultsFolder } from '../comparison/results/result-file.ts';
import { interopSchema, matrixSchema, type Interop, type Matrix } from '../comparison/results/result.ts';
import { WorkbookError } from '../workbook-error.ts';

/** What was run so far; undefined where nobody has run it yet, or its file is among the broken ones. */
export interface Comparison {
  readonly matrix: Matrix | undefined;
  readonly interop: Interop | undefined;
  readonly bench: BenchResult | undefined;
  readonly warnings: readonly Warning[];
  /** What is wrong with files that cannot be read. */
  readonly broken: readonly WorkbookError[];
}

/** Reads the newest result of each kind; one that is broken does not keep the others from being shown. */
export async function readComparison(folder: string = resultsFolder): Promise<Comparison> {
  const broken: WorkbookError[] = [];
  const noteBroken = (error: unknown): undefined => {
    if (!(error instanceof WorkbookError)) throw error;
    broken.push(error);
  };
  const [matrix, interop, bench] = await Promise.all([
    newestResult('matrix', matrixSchema, folder).catch(noteBroken),
    newestResult('interop', interopSchema, folder).catch(noteBroken),
    newestResult('bench', benchResultSchema, folder).catch(noteBroken),
  ]);
  return { matrix, interop, bench, warnings: loadWarnings(), broken };
}
