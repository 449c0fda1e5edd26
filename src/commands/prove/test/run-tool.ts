// Runs a package's command as a child and counts what it proved.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { runProcess } from '../../../processes/start-process.ts';
import { projectRoot } from '../../../project.ts';
import type { Context } from '../../context.ts';
import { failureLines, noCounts, type Tool, type Result } from './part.ts';
import { readReport } from './vitest-report.ts';

const manifest = z.looseObject({ bin: z.union([z.string(), z.record(z.string(), z.string())]) });

export interface ToolRun {
  /** The part's name, for its report. */
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  /** Told of each line that the tool writes, as it comes. */
  readonly onLine: (line: string) => void;
}

/** Runs the tool to its end. One that fails without a failure that can be counted is one failure. */
export async function runTool({ output, signal, paths }: Context, tool: Tool, run: ToolRun): Promise<Result> {
  const report = join(paths.state, 'test', `${run.name}.json`);
  await mkdir(dirname(report), { recursive: true });
  await rm(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = [await commandOf(tool.package), ...tool.args, ...(tool.counting === 'vitest' ? reporters : [])];
  const colours: Record<string, string> = output.colour ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' };
  const env = { ...process.env, ...colours, ...run.env };
  const last: string[] = [];
  const onLine = (line: string): void => {
    run.onLine(line);
    if (last.push(line) > failureLines) last.shift();
  };
  const { code } = await runProcess(process.execPath, args, {
    cwd: projectRoot,
    env,
    signal,
    // Its workers have brokers and browsers to end.
    endBy: 'SIGTERM',
    onLine,
  });
  signal.throwIfAborted();
  const told = tool.counting === 'vitest' ? await readReport(report) : { ...noCounts, failures: [] };
  if (code === 0) return tool.counting === 'vitest' ? told : { ...told, passed: 1 };
  return told.failed > 0 ? told : { ...told, failed: 1, failures: [last.join('\n')] };
}

// Its own file rather than the one in .bin, which on Windows is a shell script.
async function commandOf(name: string): Promise<string> {
  const path = join(projectRoot, 'node_modules', name, 'package.json');
  const { bin } = manifest.parse(JSON.parse(await readFile(path, 'utf8')));
  const [file] = typeof bin === 'string' ? [bin] : Object.values(bin);
  return join(dirname(path), file ?? '');
}
