// node main.ts <scenario> [feature]: runs one scenario of ../README.md and prints its result as the last line.
import { createRequire } from 'node:module';
import { benchConsume, benchProduce } from './bench.ts';
import { consume, produce } from './events.ts';
import { features } from './features.ts';
import { latency } from './latency.ts';
import { NotOffered, type Result } from './result.ts';
import { partitions, read, write } from './records.ts';
import { heedEndOfInput } from './stop.ts';

// The client's own log goes to console.info, which is stdout; the result must stay the last line there.
for (const level of ['log', 'info', 'debug'] as const) console[level] = console.error;

const scenarios: Record<string, () => Promise<Result>> = {
  produce,
  consume,
  write,
  read,
  partitions,
  latency,
  'bench-produce': benchProduce,
  'bench-consume': benchConsume,
};

const { version } = createRequire(import.meta.url)('@confluentinc/kafka-javascript/package.json') as {
  version: string;
};
const about = { version, runtime: `node ${process.versions.node}` };

async function run([scenario = '', feature = '']: string[]): Promise<object> {
  const program = scenario === 'feature' ? features[feature] : scenarios[scenario];
  if (!program) return { outcome: 'not-offered', source: `no program for ${scenario} ${feature}`.trim() };
  try {
    return { outcome: 'works', ...(await program()) };
  } catch (error) {
    if (error instanceof NotOffered) return { outcome: 'not-offered', source: error.message };
    return { outcome: 'fails', error: String(error) };
  }
}

const deadline = setTimeout(
  () => finish({ outcome: 'fails', error: 'no answer before the deadline' }),
  Number(process.env.DEADLINE_MS ?? 60_000),
);

function finish(result: object) {
  clearTimeout(deadline);
  process.stdout.write(`${JSON.stringify({ ...about, ...result })}\n`, () => process.exit(0));
}

heedEndOfInput();
finish(await run(process.argv.slice(2)));
