// Runs a package's command as a child and counts what it proved.
import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { projectRoot } from '../../../project.ts';
import type { Context } from '../../context.ts';
import { failureLines, noCounts, type Program, type Result } from './part.ts';
import { readReport } from './vitest-report.ts';

const manifest = z.looseObject({ bin: z.union([z.string(), z.record(z.string(), z.string())]) });

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
): Promise<Result> {
  const report = join(paths.state, 'test', `${run.name}.json`);
  await mkdir(dirname(report), { recursive: true });
  await rm(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [await commandOf(program.package), ...program.args, ...(program.counting === 'vitest' ? reporters : [])];
  const colours: Record<string, string> = output.colour ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
  const env = { ...process.env, ...colours, ...run.env };
  const child = spawn(process.execPath, args, { cwd: projectRoot, env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
  const last: string[] = [];
  const onLine = (line: string): void => {
    run.onLine(line);
    if (last.push(line) > failureLines) last.shift();
  };
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', onLine);
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve(exitCode ?? 1));
  });
  const told = program.counting === 'vitest' ? await readReport(report) : { ...noCounts, failures: [] };
  if (code === 0) return program.counting === 'vitest' ? told : { ...told, passed: 1 };
  return told.failed > 0 ? told : { ...told, failed: 1, failures: [last.join('\n')] };
}

// Its own file rather than the one in .bin, which on Windows is a shell script.
async function commandOf(name: string): Promise<string> {
  const path = join(projectRoot, 'node_modules', name, 'package.json');
  const { bin } = manifest.parse(JSON.parse(await readFile(path, 'utf8')));
  const [file] = typeof bin === 'string' ? [bin] : Object.values(bin);
  return join(dirname(path), file ?? '');
}
