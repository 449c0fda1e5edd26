// Kafka's own performance tools: what our Java client's figures are held against.
import { delimiter } from 'node:path';
import { ask } from '../../processes/ask.ts';
import type { JavaParts } from '../../lab/broker/java-parts.ts';
import { toolContestant, type Contestant, type Ground } from './contestant.ts';
import { text } from './words.ts';
import type { BenchOutcome } from './result.ts';
import { javaClient } from './summary.ts';
import { consumerPerfTest, producerPerfTest } from './tool-names.ts';
import type { Workload } from './workload.ts';

const tools = 'org.apache.kafka.tools';
// Where nothing was measured yet: enough records for a measurement, few enough to end.
const cautiousRate = 100_000;
const spareSeconds = 60;

interface PerfTools extends Pick<JavaParts, 'java' | 'classPath'> {
  /** The jar that holds the tools. */
  readonly jar: string;
}

/** Both tools. They run as many records as the Java client would in the workload's time. */
export function kafkaPerfTools(parts: PerfTools): Contestant[] {
  return [
    // It makes its own values, which compress otherwise than ours.
    toolContestant(
      producerPerfTest,
      ({ scenario, compression }) => scenario === 'bench-produce' && compression === 'none',
      async (workload, ground) => produce(parts, workload, ground),
    ),
    toolContestant(
      consumerPerfTest,
      ({ scenario, handlerMs, engine }) => scenario === 'bench-consume' && handlerMs === 0 && engine === undefined,
      async (workload, ground) => consume(parts, workload, ground),
    ),
  ];
}

async function produce(parts: PerfTools, workload: Workload, ground: Ground): Promise<BenchOutcome> {
  const rate = ground.lastRate(javaClient) ?? cautiousRate;
  const records = Math.ceil(rate * (workload.warmupSeconds + workload.seconds));
  const warmUp = Math.floor(rate * workload.warmupSeconds);
  const { acks, idempotence, inFlight, batchBytes, lingerMs, recordBytes } = workload;
  const size = ['--num-records', String(records), '--record-size', String(recordBytes), '--throughput', '-1'];
  const settings = {
    acks,
    'enable.idempotence': idempotence,
    'max.in.flight.requests.per.connection': inFlight,
    'batch.size': batchBytes,
    'linger.ms': lingerMs,
  };
  const args = [
    `${tools}.ProducerPerformance`,
    ...where(ground),
    ...size,
    ...(warmUp > 0 ? ['--warmup-records', String(warmUp)] : []),
    '--command-property',
    ...Object.entries(settings).map(([name, value]) => `${name}=${value}`),
  ];
  return measure(parts, { args, read: readProducer, workload, ground });
}

async function consume(parts: PerfTools, workload: Workload, ground: Ground): Promise<BenchOutcome> {
  const rate = ground.lastRate(javaClient) ?? cautiousRate;
  const records = Math.min(workload.backlog, Math.ceil(rate * (workload.warmupSeconds + workload.seconds)));
  const limits = ['--num-records', String(records), '--timeout', '30000'];
  const args = [`${tools}.ConsumerPerformance`, ...where(ground), ...limits];
  return measure(parts, { args, read: readConsumer, workload, ground });
}

const where = ({ stage, topic }: Ground): string[] => ['--bootstrap-server', stage.bootstrapServers, '--topic', topic];

interface Measurement {
  readonly args: readonly string[];
  readonly read: (stdout: string) => { records: number; seconds: number } | undefined;
  readonly workload: Workload;
  readonly ground: Ground;
}

async function measure({ java, classPath, jar }: PerfTools, work: Measurement): Promise<BenchOutcome> {
  const { args, read, workload, ground } = work;
  const timeout = (workload.warmupSeconds + workload.seconds + spareSeconds) * 1_000;
  const command = ['-cp', [classPath, jar].join(delimiter), ...args];
  try {
    const { stdout } = await ask(java, command, { timeout, signal: ground.signal });
    const figures = read(stdout);
    if (!figures) return { kind: 'failed', reason: text.toolSaidNothing(stdout.trim().split('\n').at(-1) ?? '') };
    return { kind: 'measured', ...figures, onBroker: await ground.stage.count(ground.topic) };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}

/** The last of "200000 records sent, 23134.759977 records/sec (…)": after a warm-up, that of the steady state. Pure. */
export function readProducer(stdout: string): { records: number; seconds: number } | undefined {
  const [, sent, rate] = [...stdout.matchAll(/(\d+)(?: [a-z]+)* records sent, ([\d.]+) records\/sec/g)].at(-1) ?? [];
  if (sent === undefined || !(Number(rate) > 0)) return undefined;
  return { records: Number(sent), seconds: Number(sent) / Number(rate) };
}

/** Records, and the time without the joining of the group (columns 5 and 8 of the last line). Pure. */
export function readConsumer(stdout: string): { records: number; seconds: number } | undefined {
  const lines = stdout.split('\n').map((line) => line.split(', '));
  const cells = lines.findLast((line) => line.length >= 10 && /^\d{4}-/.test(line[0] ?? ''));
  const [records, fetchMs] = [Number(cells?.[4]), Number(cells?.[7])];
  return records > 0 && fetchMs > 0 ? { records, seconds: fetchMs / 1_000 } : undefined;
}
