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

/** The newest whole benchmark in which this contestant had a turn: the field's own tools cannot be had on every machine. */
export const newestBenchWith = (contestant: string): BenchResult | undefined =>
  newestAs('bench', benchResultSchema, {}, ({ runs }) => runs.some(({ client }) => client === contestant));
