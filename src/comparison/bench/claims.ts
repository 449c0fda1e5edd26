// The source chapter's throughput table beside measured figures. Absolute figures depend on the machine, so what is judged
// is each client's ratio to Java's.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../project.ts';
import type { BenchResult } from './result.ts';
import type { Spread } from './spread.ts';
import { javaClient, summariseWorkload } from './summary.ts';

const claimsSchema = z.strictObject({
  formatVersion: z.literal(1),
  source: z.string(),
  /** The workloads that the two columns are held against: the chapter names neither the size of a record nor any setting. */
  produce: z.array(z.string()).min(1),
  consume: z.array(z.string()).min(1),
  claims: z.array(z.strictObject({ client: z.string(), produce: z.int(), consume: z.int() })),
});
export type Claims = z.infer<typeof claimsSchema>;

/** `measure`: Java's own rows, which the others are held against. */
export type ClaimVerdict = 'measure' | 'holds' | 'too-high' | 'too-low' | 'not-measured';

export interface ClaimRow {
  readonly client: string;
  readonly what: 'produce' | 'consume';
  readonly workload: string;
  /** Records per second. */
  readonly claimed: number;
  readonly measured: Spread | undefined;
  readonly claimedRatio: number;
  readonly measuredRatio: Spread | undefined;
  readonly verdict: ClaimVerdict;
  /** How many times too high or too low the claimed ratio is; 1 or more. */
  readonly times: number | undefined;
}

// A ratio moves by this much between two machines, or with one setting.
const tolerance = 1.5;

/** The chapter's claims, from benchmarks/claims.json. */
export function loadClaims(root: string = projectRoot): Claims {
  return claimsSchema.parse(JSON.parse(readFileSync(join(root, 'benchmarks', 'claims.json'), 'utf8')));
}

/**
 * Each claim with its verdict, once for every workload of the result that it is held against; a workload that is for some
 * clients judges those. Java's own rows are the measure and have ratio 1.
 */
export function judgeClaims(claims: Claims, result: BenchResult): ClaimRow[] {
  const measures = (['produce', 'consume'] as const).flatMap((what) =>
    claims[what].map((workload) => ({ what, workload: result.workloads.find(({ name }) => name === workload) })),
  );
  return measures.flatMap(({ what, workload }) => {
    if (!workload) return [];
    const rows = summariseWorkload(result, workload.name).filter(({ style }) => style === 'fast');
    const judged = claims.claims.filter(
      ({ client }) => workload.engine === undefined || rows.some((row) => row.client === client),
    );
    const java = claims.claims.find(({ client }) => client === javaClient)?.[what] ?? Number.NaN;
    const javaMeasured = rows.find(({ client }) => client === javaClient)?.perSecond !== undefined;
    return judged.map((claim): ClaimRow => {
      const row = rows.find(({ client }) => client === claim.client);
      const measuredRatio = javaMeasured ? row?.ratio : undefined;
      const claimedRatio = claim[what] / java;
      return {
        client: claim.client,
        what,
        workload: workload.title,
        claimed: claim[what],
        measured: row?.perSecond,
        claimedRatio,
        measuredRatio,
        ...verdictOn(claim.client, claimedRatio, measuredRatio),
      };
    });
  });
}

function verdictOn(client: string, claimed: number, measured: Spread | undefined): Pick<ClaimRow, 'verdict' | 'times'> {
  if (measured === undefined) return { verdict: 'not-measured', times: undefined };
  if (client === javaClient) return { verdict: 'measure', times: undefined };
  // What some of our own rounds have shown cannot be called wrong.
  if (claimed >= measured.least && claimed <= measured.most) return { verdict: 'holds', times: undefined };
  const times = claimed / measured.median;
  if (times > tolerance) return { verdict: 'too-high', times };
  return times < 1 / tolerance ? { verdict: 'too-low', times: 1 / times } : { verdict: 'holds', times: undefined };
}
