// One run of one program on a workload, and what came of it. Whatever the program does, it ends as an outcome.
import { z } from 'zod';
import type { Client } from '../contract/client.ts';
import type { Outcome } from '../contract/outcome.ts';
import { runClient } from '../contract/run-client.ts';
import { text } from './words.ts';
import type { Contestant, Ground, Turn } from './contestant.ts';
import { javaClient } from './summary.ts';
import { latencySchema, type BenchOutcome, type BenchRun, type Measured } from './result.ts';
import { toProgram, type Workload } from './workload.ts';

const evidenceSchema = z.looseObject({
  records: z.int().min(0),
  /** Not said by a program that keeps to a schedule: the schedule says it. */
  seconds: z.number().min(0).optional(),
  cpuSeconds: z.number().min(0),
  peakRssBytes: z.number().min(0),
});
// Strips what else the evidence holds.
const latencyInEvidence = latencySchema.strip();

// Joining a group, connecting, and a slow end of a slow client, beyond what it is asked to measure.
const spareSeconds = 45;

/** A client of clients/, which runs its program on the topic that is there; its word is checked at the broker. */
export function clientContestant(client: Client): Contestant {
  return {
    name: client.name,
    serves: ({ engine }) => engine === undefined || client.engine.includes(engine) || client.name === javaClient,
    take: async (turn, ground) => takeTurn(client, turn, ground),
  };
}

async function takeTurn(client: Client, { workload, style, round }: Turn, ground: Ground): Promise<BenchRun> {
  const { stage, topic, payloads, signal } = ground;
  const outcome = await runClient(client, {
    words: [workload.scenario],
    deadlineMs: (workload.warmupSeconds + workload.seconds + spareSeconds) * 1_000,
    signal,
    env: {
      ...stage.env,
      TOPIC: topic,
      GROUP_ID: `${topic}-${client.name}-${style}-${round}`,
      STYLE: style,
      COMPRESSION: workload.compression,
      PAYLOADS_FILE: payloads,
      WORKLOAD: JSON.stringify(toProgram(workload)),
    },
  });
  const report = outcome.kind === 'report' ? outcome.report : undefined;
  return {
    workload: workload.name,
    client: client.name,
    style,
    round,
    ...(report && { version: report.version, runtime: report.runtime }),
    ...(report?.settings && { settings: report.settings }),
    outcome: await judge(outcome, workload, async () => stage.count(topic)),
  };
}

/** What an ending of a program is worth. @param onBroker counts the records that are there. */
export async function judge(
  outcome: Outcome,
  workload: Pick<Workload, 'scenario' | 'rate'>,
  onBroker: () => Promise<number>,
): Promise<BenchOutcome> {
  if (outcome.kind === 'not-run') return { kind: 'not-run', reason: outcome.reason };
  if (outcome.kind === 'broke') return { kind: 'failed', reason: outcome.reason };
  const { report } = outcome;
  if (report.outcome === 'not-offered') return { kind: 'not-run', reason: report.source ?? report.outcome };
  if (report.outcome === 'fails') return { kind: 'failed', reason: report.error ?? report.outcome };
  const measured = readEvidence(report.evidence, workload);
  return 'kind' in measured ? measured : heldAgainst(await onBroker(), measured);
}

type Counted = Omit<Measured, 'kind' | 'onBroker'>;

function readEvidence(
  evidence: unknown,
  { scenario, rate }: Pick<Workload, 'scenario' | 'rate'>,
): Counted | BenchOutcome {
  const counted = evidenceSchema.safeParse(evidence);
  if (!counted.success) return brokeContract(counted.error);
  const { records, cpuSeconds } = counted.data;
  const seconds = counted.data.seconds ?? records / rate;
  if (records === 0 || seconds === 0) return { kind: 'failed', reason: text.nothingCounted };
  const figures = { records, seconds, cpuSeconds, peakRssBytes: Math.round(counted.data.peakRssBytes) };
  if (scenario !== 'latency') return figures;
  const latency = latencyInEvidence.safeParse(evidence);
  return latency.success ? { ...figures, latency: latency.data } : brokeContract(latency.error);
}

const brokeContract = (error: z.ZodError): BenchOutcome => ({
  kind: 'failed',
  reason: text.brokeContract(z.prettifyError(error)),
});

function heldAgainst(onBroker: number, counted: Counted): BenchOutcome {
  if (onBroker >= counted.records) return { kind: 'measured', ...counted, onBroker };
  return { kind: 'failed', reason: text.fewerOnBroker(counted.records, onBroker) };
}
