import { z } from 'zod';
import { benchResultSchema, type BenchResult } from '../bench/result.ts';
import { newestAs, type Dated, type Place } from './result-file.ts';
import { interopSchema, matrixSchema, type Interop, type Matrix } from './result.ts';

interface Results {
  readonly matrix: Matrix;
  readonly interop: Interop;
  readonly bench: BenchResult;
}

const schemas: { readonly [kind in Dated['kind']]: z.ZodType<Results[kind]> } = {
  matrix: matrixSchema,
  interop: interopSchema,
  bench: benchResultSchema,
};

/** The newest result of a kind; undefined where there is none. @throws WorkbookError where it is broken. */
export function newestResult<Kind extends Dated['kind']>(kind: Kind, place?: Place): Results[Kind] | undefined {
  return newestAs(kind, schemas[kind], place);
}
