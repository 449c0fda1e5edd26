import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, openSync, closeSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Broker } from '../lab/broker/broker.ts';
import { freePorts } from '../lab/broker/free-ports.ts';
import { newRunPrefix } from '../grading/run-prefix.ts';
import { stateFolder } from '../project.ts';
import { venvProgram } from '../setup/venv.ts';
import { WorkbookError } from '../workbook-error.ts';
import { text } from './words.ts';
import { jupyterEnvironment, writeKernelspec } from './jupyter-environment.ts';
import { writeLabSettings } from './lab-settings.ts';
import { notebookEnvironment } from './run-notebook.ts';
import { copiesFolder } from './working-copies.ts';

export interface LabOptions {
  readonly broker: Pick<Broker, 'connection' | 'env'>;
  /** Let JupyterLab open the learner's browser on this chapter's notebook (`01-connections`). */
  readonly openBrowserOn?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A JupyterLab of the workbook's own. Dispose it to stop it with all its kernels. */
export interface Lab extends AsyncDisposable {
  /** Address of a chapter's notebook, with the token. */
  url(key: string): string;
  /** Resolves when JupyterLab has ended, by whomever. */
  readonly ended: Promise<void>;
  /** Begins the names of topics and groups that its notebooks make. */
  readonly prefix: string;
}

const logFile = join(stateFolder, 'logs', 'jupyterlab.log');
const startSeconds = 60;

/**
 * Starts JupyterLab on the learner's copies, on a free port of 127.0.0.1, behind a token. All that it writes stays in
 * .workbook.
 * @throws WorkbookError where it does not start, with the end of its log.
 */
export async function startLab({ broker, openBrowserOn, signal }: LabOptions): Promise<Lab> {
  const python = venvProgram('python');
  if (!existsSync(python)) throw new WorkbookError(text.noPython, { next: text.noPythonNext });
  writeKernelspec();
  writeLabSettings();
  const [port = 0] = await freePorts(1);
  const token = randomBytes(24).toString('hex');
  const prefix = newRunPrefix();
  const env = { ...jupyterEnvironment(), ...notebookEnvironment({ broker, prefix }), JUPYTER_TOKEN: token };
  const child = spawnLab(python, argumentsFor(port, openBrowserOn), env);
  const ended = once(child, 'exit').then(() => undefined);
  const stop = async (): Promise<void> => {
    child.stdin?.end();
    await ended;
  };
  try {
    await untilReady(child, `http://127.0.0.1:${port}/api/status?token=${token}`, signal);
  } catch (error) {
    await stop();
    throw error;
  }
  const url = (key: string): string => `http://127.0.0.1:${port}/lab/tree/${key}.ipynb?token=${token}`;
  return { url, ended, prefix, [Symbol.asyncDispose]: stop };
}

function argumentsFor(port: number, openOn: string | undefined): string[] {
  const shown = openOn === undefined ? [] : [`--LabApp.default_url=/lab/tree/${openOn}.ipynb`];
  return [
    `--ServerApp.port=${port}`,
    '--ServerApp.port_retries=0',
    `--ServerApp.root_dir=${copiesFolder}`,
    `--ServerApp.open_browser=${openOn === undefined ? 'False' : 'True'}`,
    ...shown,
  ];
}

function spawnLab(python: string, args: readonly string[], env: Record<string, string>): ChildProcess {
  mkdirSync(copiesFolder, { recursive: true });
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'w');
  const child = spawn(python, [join(import.meta.dirname, 'lab.py'), ...args], {
    cwd: copiesFolder,
    env: { ...process.env, ...env, PYTHONUTF8: '1' },
    stdio: ['pipe', log, log],
    windowsHide: true,
  });
  closeSync(log);
  return child;
}

async function untilReady(child: ChildProcess, status: string, signal?: AbortSignal): Promise<void> {
  for (const end = Date.now() + startSeconds * 1_000; Date.now() < end;) {
    signal?.throwIfAborted();
    if (child.exitCode !== null || child.signalCode !== null) break;
    const answer = await fetch(status).catch(() => undefined);
    if (answer?.ok) return;
    await wait(100);
  }
  const last = readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-8).join('\n');
  throw new WorkbookError(text.labFailed(last), { next: text.labFailedNext(logFile) });
}
