// The newest results of the clients, as the files in benchmarks/results have them.
import { loadWarnings, type Warning } from '../comparison/advice/warnings.ts';
import type { BenchResult } from '../comparison/bench/result.ts';
import { newestResult } from '../comparison/results/newest-result.ts';
import { resultsFolder, type Dated } from '../comparison/results/result-file.ts';
import type { Interop, Matrix } from '../comparison/results/result.ts';
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
export function readComparison(folder: string = resultsFolder): Comparison {
  const broken: WorkbookError[] = [];
  const read = <Kind extends Dated['kind']>(kind: Kind) => {
    try {
      return newestResult(kind, { folder });
    } catch (error) {
      if (!(error instanceof WorkbookError)) throw error;
      broken.push(error);
      return undefined;
    }
  };
  const results = { matrix: read('matrix'), interop: read('interop'), bench: read('bench') };
  return { ...results, warnings: loadWarnings(), broken };
}
