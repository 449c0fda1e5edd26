// Memory of what a learner keeps open: `workbook start` without a terminal, after a verdict. On Linux the proportional
// share (PSS), which counts memory shared between processes once; elsewhere the resident size.
import { spawn } from 'node:child_process';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as settle } from 'node:timers/promises';
import { ask } from '../processes/ask.ts';
import { projectRoot } from '../project.ts';
import { WorkbookError } from '../workbook-error.ts';
import { copySmallCourse, type CourseCopy } from './course-copy.ts';
import type { Bench, Figure } from './figure.ts';
import { processesBelow } from './processes-below.ts';
import { words } from './words.ts';

const settleMs = 5_000;

/** Memory of the workbook's own process, with and without what waits warm for the next save, and of its broker. */
export async function measureMemory({ signal }: Bench): Promise<readonly Figure[]> {
  if (process.platform === 'win32') {
    throw new WorkbookError(words.noMemory, { next: words.noMemoryNext });
  }
  await using course = await copySmallCourse();
  const child = spawn(
    process.execPath,
    [join(projectRoot, 'src', 'cli.ts'), 'start', '--plain', '--port', '0', '--broker', 'embedded'],
    {
      cwd: projectRoot,
      env: { ...process.env, WORKBOOK_COURSE: course.root },
      stdio: ['ignore', 'pipe', 'ignore'],
      signal,
    },
  );
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.once('error', () => {});
  try {
    await untilVerdict(child.stdout.setEncoding('utf8'), course);
    // The process for the next save is started after a verdict and takes a moment to load.
    await settle(settleMs);
    return await readMemory(child.pid ?? 0);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

// An exercise that was never tried is not run before its file is saved; saves are seen once the broker is named.
async function untilVerdict(output: Readable, { exercises }: CourseCopy): Promise<void> {
  let saved = false;
  for await (const chunk of output) {
    if (/tests passed/.test(String(chunk))) return;
    const stub = exercises[0]?.files.stub;
    if (saved || stub === undefined || !/embedded Kafka/.test(String(chunk))) continue;
    saved = true;
    await appendFile(stub, '\n');
  }
}

async function readMemory(pid: number): Promise<Figure[]> {
  const below = await processesBelow(pid);
  const broker = below.filter(({ command }) => /kafka\.Kafka\b/.test(command));
  const workers = below.filter(({ command }) => /worker\.ts|subject-main\.ts/.test(command));
  const app = await megabytes([pid]);
  return [
    { name: words.appMemory, unit: 'MB', samples: [app], aim: 200 },
    {
      name: words.spareMemory,
      unit: 'MB',
      samples: [await megabytes(workers.map((each) => each.pid))],
    },
    {
      name: words.brokerMemory,
      unit: 'MB',
      samples: [await megabytes(broker.map((each) => each.pid))],
      aim: 400,
    },
  ];
}

async function megabytes(pids: readonly number[]): Promise<number> {
  const sizes = await Promise.all(pids.map(kilobytes));
  return sizes.reduce((sum, size) => sum + size, 0) / 1_024;
}

async function kilobytes(pid: number): Promise<number> {
  if (process.platform === 'linux') {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? Number.NaN);
  }
  return Number((await ask('ps', ['-o', 'rss=', '-p', String(pid)])).stdout);
}
