// librdkafka's own performance tool, compiled from the sources that node-rdkafka brings, against the library that it was
// built with: what is left between its figures and ours is the binding.
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ask } from '../../processes/ask.ts';
import { projectRoot } from '../../project.ts';
import { toolContestant, type Contestant, type Ground } from './contestant.ts';
import { text } from './words.ts';
import type { BenchOutcome } from './result.ts';
import { rdkafkaPerformance } from './tool-names.ts';
import type { Workload } from './workload.ts';

const cautiousRate = 200_000;
const spareSeconds = 60;

// What librdkafka's ./configure writes, as far as the tool's own file needs it (src/rdatomic.h, src/tinycthread.h).
const config = `#define WITH_C11THREADS 0
#define SOLIB_EXT ".so"
#define HAVE_ATOMICS_32 1
#define HAVE_ATOMICS_64 1
#define HAVE_ATOMICS_32_ATOMIC 1
#define HAVE_ATOMICS_64_ATOMIC 1
#define ATOMIC_OP32(OP1, OP2, PTR, VAL) __atomic_##OP1##_##OP2(PTR, VAL, __ATOMIC_SEQ_CST)
#define ATOMIC_OP64(OP1, OP2, PTR, VAL) __atomic_##OP1##_##OP2(PTR, VAL, __ATOMIC_SEQ_CST)
`;

/** Compiles the tool into `folder`, in about a second. @returns why it cannot be had here, in words, instead. */
export async function buildRdkafkaPerformance(folder: string): Promise<Contestant | string> {
  const home = join(projectRoot, 'clients', 'node-rdkafka', 'node_modules', 'node-rdkafka');
  const library = ['librdkafka.so.1', 'librdkafka.1.dylib']
    .map((name) => join(home, 'build', 'deps', name))
    .find((path) => existsSync(path));
  const sources = join(home, 'deps', 'librdkafka');
  if (library === undefined || !existsSync(join(sources, 'examples'))) return text.noRdkafkaSources;
  const program = join(folder, rdkafkaPerformance);
  const work = await mkdtemp(join(tmpdir(), 'rdkafka-performance-'));
  try {
    for (const part of ['examples', 'src']) await cp(join(sources, part), join(work, part), { recursive: true });
    await writeFile(join(work, 'config.h'), config);
    const source = join(work, 'examples', 'rdkafka_performance.c');
    const link = [library, `-Wl,-rpath,${dirname(library)}`, '-lpthread', '-lz', '-lm'];
    await ask('cc', ['-O2', '-w', '-I', join(work, 'src'), source, '-o', program, ...link]);
    return contestant(program);
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const contestant = (program: string): Contestant =>
  toolContestant(
    rdkafkaPerformance,
    // It repeats one value, which every codec would compress to nothing.
    ({ scenario, compression, handlerMs }) =>
      compression === 'none' && handlerMs === 0 && (scenario === 'bench-produce' || scenario === 'bench-consume'),
    async (workload, ground) => measure(program, workload, ground),
  );

async function measure(program: string, workload: Workload, ground: Ground): Promise<BenchOutcome> {
  const rate = ground.lastRate(rdkafkaPerformance) ?? cautiousRate;
  const wanted = Math.ceil(rate * (workload.warmupSeconds + workload.seconds));
  const args = workload.scenario === 'bench-produce' ? produce(workload, wanted) : consume(workload, wanted);
  const where = ['-t', ground.topic, '-b', ground.stage.bootstrapServers, '-q'];
  const timeout = (workload.warmupSeconds + workload.seconds + spareSeconds) * 1_000;
  try {
    const { stdout, stderr } = await ask(program, [...args, ...where], { timeout, signal: ground.signal });
    const figures = readSummary(stdout + stderr);
    if (!figures) return { kind: 'failed', reason: text.toolSaidNothing(stderr.trim().split('\n').at(-1) ?? '') };
    return { kind: 'measured', ...figures, onBroker: await ground.stage.count(ground.topic) };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
}

function produce(
  { acks, recordBytes, idempotence, inFlight, batchBytes, lingerMs }: Workload,
  records: number,
): string[] {
  const properties = {
    'enable.idempotence': idempotence,
    'max.in.flight.requests.per.connection': inFlight,
    'batch.size': batchBytes,
    'linger.ms': lingerMs,
  };
  const settings = Object.entries(properties).flatMap(([name, value]) => ['-X', `${name}=${value}`]);
  return ['-P', '-s', String(recordBytes), '-c', String(records), '-a', acks === 'all' ? '-1' : acks, ...settings];
}

let groups = 0;

// The tool itself asks for a queue of a million records, which no client does by itself.
const queue = { 'queued.min.messages': 100_000, 'fetch.queue.backoff.ms': 1_000 };

function consume({ name, backlog, fetchAgainMs }: Workload, records: number): string[] {
  const settings = { ...queue, ...(fetchAgainMs !== undefined && { 'fetch.queue.backoff.ms': fetchAgainMs }) };
  const more = Object.entries(settings).flatMap(([key, value]) => ['-X', `${key}=${value}`]);
  const group = `bench-${process.pid}-${rdkafkaPerformance}-${name}-${(groups += 1)}`;
  return ['-G', group, '-c', String(Math.min(backlog, records)), '-X', 'auto.offset.reset=earliest', ...more];
}

/** "% 200000 messages produced (…) in 498ms: …", or "% 150000 messages (…) consumed in 253ms: …", the last one. Pure. */
export function readSummary(output: string): { records: number; seconds: number } | undefined {
  const [, records, ms] = [...output.matchAll(/^% (\d+) messages .* in (\d+)ms: /gm)].at(-1) ?? [];
  if (!(Number(records) > 0) || !(Number(ms) > 0)) return undefined;
  return { records: Number(records), seconds: Number(ms) / 1_000 };
}
