// From what a program did, and what the broker showed of it, to a cell: pure.
import type { Outcome, Report } from '../contract/outcome.ts';
import type { Cell } from '../results/result.ts';
import { evidence as facts } from './en-evidence.ts';

/** What one run of a program came to, after the look at the broker. */
export interface Run {
  readonly outcome: Outcome;
  readonly checked?: string;
  /** What the broker shows against the program. */
  readonly against?: string;
}

type At = Pick<Cell, 'client' | 'feature'>;

/** The cell. The program's word counts only where the broker shows the same. */
export function cellOf(at: At, run: Run): Cell {
  const { outcome } = run;
  if (outcome.kind === 'not-run') return { ...at, outcome: 'not-run', reason: outcome.reason };
  if (outcome.kind === 'broke') return { ...at, outcome: 'fails', seconds: 0, error: brokenBy(outcome) };
  const { report, seconds } = outcome;
  if (report.outcome === 'not-offered')
    return { ...at, outcome: 'not-offered', source: report.source ?? facts.noSource };
  return ofReport({ ...at, seconds: rounded(seconds), ...told(report) }, report, run);
}

/** Where a program says nothing on stdout, its last word on stderr tells most. */
export function brokenBy({ reason, log }: Extract<Outcome, { kind: 'broke' }>): string {
  const last = log.trim().split('\n').at(-1)?.trim().slice(0, 200);
  return last ? `${reason}: ${last}` : reason;
}

const told = ({ evidence, settings }: Report) => ({ ...(evidence && { evidence }), ...(settings && { settings }) });

function ofReport(ran: At & { seconds: number }, report: Report, { checked, against }: Run): Cell {
  if (report.outcome === 'fails') return { ...ran, outcome: 'fails', error: report.error || facts.noReason };
  if (checked === undefined) return { ...ran, outcome: 'fails', error: against ?? facts.nothingShows };
  const { extra = [] } = report;
  if (extra.length > 0) return { ...ran, outcome: 'works-with-extra', checked, extra };
  return { ...ran, outcome: 'works', checked };
}

/** Seconds to a tenth. */
export const rounded = (seconds: number): number => Math.round(seconds * 10) / 10;
