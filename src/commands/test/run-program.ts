// Runs a package's command as a child and counts what it proved.
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { projectRoot } from '../../project.ts';
import type { Context } from '../context.ts';
import { noCounts, type Counts, type Program } from './part.ts';

const manifest = z.looseObject({ bin: z.union([z.string(), z.record(z.string(), z.string())]) });

const vitestReport = z.looseObject({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
});

export interface ProgramRun {
  /** The part's name, for its report. */
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  /** Told of each line that the program writes, as it comes. */
  readonly onLine: (line: string) => void;
}

/** Runs the program to its end. One that fails without a failure that can be counted is one failure. */
export async function runProgram(
  { output, signal, paths }: Context,
  program: Program,
  run: ProgramRun,
): Promise<Counts> {
  const report = join(paths.state, 'test', `${run.name}.json`);
  await mkdir(dirname(report), { recursive: true });
  await rm(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [await commandOf(program.package), ...program.args, ...(program.counting === 'vitest' ? reporters : [])];
  const colours: Record<string, string> = output.colour ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
  const env = { ...process.env, ...colours, ...run.env };
  const child = spawn(process.execPath, args, { cwd: projectRoot, env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', run.onLine);
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve(exitCode ?? 1));
  });
  const counts = program.counting === 'vitest' ? await countTests(report) : countExit(code);
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

// Its own file rather than the one in .bin, which on Windows is a shell script.
async function commandOf(name: string): Promise<string> {
  const path = join(projectRoot, 'node_modules', name, 'package.json');
  const { bin } = manifest.parse(JSON.parse(await readFile(path, 'utf8')));
  const [file] = typeof bin === 'string' ? [bin] : Object.values(bin);
  return join(dirname(path), file ?? '');
}

const countExit = (code: number): Counts => ({ ...noCounts, [code === 0 ? 'passed' : 'failed']: 1 });

async function countTests(path: string): Promise<Counts> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  if (text === undefined) return noCounts;
  const { numPassedTests, numFailedTests, numPendingTests } = vitestReport.parse(JSON.parse(text));
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
}
