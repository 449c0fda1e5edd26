// Who reads what whom wrote, in a small form, held against the newest result: a client's own fault that stands there is
// known, and has to show here in the same words; anything else is a failure.
import type { Client } from '../../../comparison/contract/client.ts';
import { caseSets } from '../../../comparison/features/cases.ts';
import { runInterop } from '../../../comparison/features/interop.ts';
import { newestResult } from '../../../comparison/results/newest-result.ts';
import type { Interop } from '../../../comparison/results/result.ts';
import type { Stage } from '../../../comparison/features/stage.ts';
import type { Line } from './part.ts';
import { text } from '../../../text/words.ts';

type Rows = Pick<Interop, 'writes' | 'reads'>;

/** Every pair of these clients on the plain set of records. */
export async function proveInterop(clients: readonly Client[], stage: Stage, signal: AbortSignal): Promise<Line[]> {
  const sets = caseSets.filter(({ name }) => name === 'none');
  const run = { clients, sets, signal, withTransactions: false, withPartitioners: false, onProgress: () => undefined };
  const rows = await runInterop(stage, run);
  signal.throwIfAborted();
  return judgeInterop(rows, newestResult('interop'));
}

/** A line for each writer and each pair. Pure. */
export function judgeInterop({ writes, reads }: Rows, known: Rows | undefined): Line[] {
  const knownWrite = (row: Interop['writes'][number]) =>
    known?.writes.find(({ set, writer }) => set === row.set && writer === row.writer);
  const knownRead = (row: Interop['reads'][number]) =>
    known?.reads.find(({ set, writer, reader }) => set === row.set && writer === row.writer && reader === row.reader);
  return [
    ...writes.map((row) => lineOf(text.test.interop.writes(row.writer), wrongOf(row), wrongOf(knownWrite(row)))),
    ...reads.map((row) =>
      lineOf(text.test.interop.reads(row.reader, row.writer), wrongOf(row), wrongOf(knownRead(row))),
    ),
  ];
}

function lineOf(what: string, wrong: string, known: string): Line {
  if (wrong === known) return { kind: 'passed', what: wrong === '' ? what : text.test.interop.known(what, wrong) };
  if (wrong === '') return { kind: 'failed', what: text.test.interop.worse(what, known) };
  return { kind: 'failed', what: `${what}: ${wrong}` };
}

// Empty where nothing is wrong, or nothing is known.
function wrongOf(
  row: { outcome: string; reason?: string; differs: Readonly<Record<string, string>> } | undefined,
): string {
  if (!row) return '';
  if (row.reason !== undefined) return row.reason;
  const differs = Object.entries(row.differs).map(([name, how]) => `${name}: ${how}`);
  if (differs.length > 0) return differs.join('; ');
  return row.outcome === 'written' || row.outcome === 'same' ? '' : row.outcome;
}
