// The sentences of the lesson on comparison that hold figures of the benchmark, as its newest whole result makes them: prose is
// written by hand, its figures are not. Pure.
import { judgeClaims, type Claims } from '../bench/claims.ts';
import { ratioBetween } from '../bench/ratio.ts';
import type { BenchResult, BenchRun } from '../bench/result.ts';
import { spread, type Spread } from '../bench/spread.ts';
import { javaClient, summariseWorkload, type BenchRow } from '../bench/summary.ts';
import { checkByTools } from '../bench/tool-checks.ts';
import { figures as say } from './en.ts';

export interface Measured {
  readonly bench: BenchResult;
  /** In which the field's own tools took turns, too. */
  readonly tools: BenchResult;
  readonly claims: Claims;
}

/** What the lesson has to say, word for word. */
function lessonFigures({ bench, tools, claims }: Measured): string[] {
  return [...ofClaims(bench, claims), ...ofStyles(bench), ...ofHandlers(bench), ...ofTools(tools)];
}

/** Those that a lesson does not say. */
export function missingFigures(lesson: string, { bench, tools, claims }: Measured): string[] {
  const said = lesson.replaceAll(/\s+/g, ' ');
  return lessonFigures({ bench, tools, claims }).filter((each) => !said.includes(each));
}

const smallest = 'consume-100b';
const again = 'consume-100b-fetch-again';

function ofClaims(bench: BenchResult, claims: Claims): string[] {
  const judged = judgeClaims(claims, bench).filter(({ verdict }) => !['measure', 'not-measured'].includes(verdict));
  const titles = new Map(bench.workloads.map(({ title, recordBytes }) => [title, recordBytes]));
  const small = judged.filter(({ workload }) => titles.get(workload) === 100);
  const python = 'python-confluent-kafka';
  const beside = (workload: string): Spread => between(bench, workload, python, 'python-kafka-python');
  return [
    say.hold(small.filter(({ verdict }) => verdict === 'holds').length, small.length),
    say.javaReads(rate(bench, smallest, javaClient) / rate(bench, 'produce-100b', javaClient)),
    say.pythonWrites(beside('produce-100b').median),
    say.pythonWaits(rate(bench, smallest, python), rate(bench, again, python)),
  ];
}

function ofStyles(bench: BenchResult): string[] {
  const fast = summariseWorkload(bench, 'produce-1kb').filter(({ style, perSecond }) => style === 'fast' && perSecond);
  // The field's own tools take turns too, and have no other style.
  const plain = summariseWorkload(bench, 'produce-1kb').filter(({ style, toFast }) => style === 'plain' && toFast);
  const own = fast.filter(({ client }) => plain.some((row) => row.client === client));
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last) return [];
  const costs = plain.map(({ toFast }) => 1 / (toFast?.median ?? Number.NaN));
  return [
    say.apart(between(bench, 'produce-1kb', first.client, last.client)),
    say.awaiting(Math.min(...costs), Math.max(...costs)),
    say.kafkajsAwaiting(rate(bench, 'produce-1kb', 'node-kafkajs', 'plain')),
  ];
}

function ofHandlers(bench: BenchResult): string[] {
  const rows = summariseWorkload(bench, 'consume-working').filter(({ perSecond }) => perSecond);
  // A record takes a millisecond at least: who reads more has several handlers, who reads much less waits longer.
  const alike = rows.map(median).filter((each) => each > 800 && each <= 1_000);
  return [
    say.handler(alike.length, rows.length, Math.min(...alike), Math.max(...alike)),
    ...rows.filter((row) => !alike.includes(median(row))).map((row) => say.otherwise(row.client, median(row))),
  ];
}

const median = ({ perSecond }: BenchRow): number => perSecond?.median ?? Number.NaN;

function ofTools(bench: BenchResult): string[] {
  const checks = checkByTools(bench);
  const count = (wanted: string): number => checks.filter(({ verdict }) => verdict === wanted).length;
  return [say.tools(checks.length, count('same'), count('close'), count('apart'))];
}

function rate(bench: BenchResult, workload: string, client: string, style = 'fast'): number {
  const row = summariseWorkload(bench, workload).find((each) => each.client === client && each.style === style);
  return row?.perSecond?.median ?? Number.NaN;
}

function between(bench: BenchResult, workload: string, client: string, other: string): Spread {
  const runs = (name: string): BenchRun[] =>
    bench.runs.filter((run) => run.workload === workload && run.client === name && run.style === 'fast');
  return ratioBetween(runs(client), runs(other)) ?? spread([]);
}
