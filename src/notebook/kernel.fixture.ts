// Speaks to a real kernel as JupyterLab does, through kernel/drive-kernel.py.
// WORKBOOK_STOCK_TSLAB=<node_modules/tslab/bin/tslab of another folder> puts tslab as published in the kernel's place:
// then every test of a repair must fail.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { projectRoot } from '../project.ts';
import { ensure } from '../setup/start-setup.ts';
import { venvProgram } from '../setup/venv.ts';
import { jupyterEnvironment, writeIfOther } from './jupyter-environment.ts';

const contentSchema = z.looseObject({
  execution_count: z.number().optional(),
  ename: z.string().optional(),
  evalue: z.string().optional(),
  traceback: z.array(z.string()).optional(),
  code: z.string().optional(),
  text: z.string().optional(),
});
const ranSchema = z.object({
  status: z.string().nullable(),
  content: contentSchema,
  outputs: z.array(z.object({ type: z.string(), content: contentSchema })),
});

export interface Ran {
  readonly status: string | null;
  /** The reply to the request. */
  readonly reply: z.infer<typeof contentSchema>;
  readonly messages: z.infer<typeof ranSchema>['outputs'];
  /** Everything that the cell printed. */
  readonly printed: string;
}

export interface TestKernel extends AsyncDisposable {
  execute(code: string, options?: { stop_on_error?: boolean }): Promise<Ran>;
  /** Starts a cell, waits until it has printed something, and returns what `finish` takes. */
  start(code: string): Promise<string>;
  finish(id: string): Promise<Ran>;
  interrupt(): Promise<void>;
  restart(): Promise<void>;
  shutdown(): Promise<void>;
  request(type: string, content: object): Promise<unknown>;
  /** Kills the process that started the kernel, as a crash of JupyterLab would. */
  killParent(): void;
}

export interface KernelOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Where kernel/ lies; the project where not given. */
  readonly root?: string;
}

/** Starts a kernel. The set-up is done first where it has not been yet. */
export async function startKernel({ env = {}, root = projectRoot }: KernelOptions = {}): Promise<TestKernel> {
  await ensure(['jupyter', 'kernel']);
  const folder = mkdtempSync(join(tmpdir(), 'workbook-kernel-'));
  writeIfOther(join(folder, 'kernels', 'tested', 'kernel.json'), specFor(root));
  const driver = spawn(venvProgram('python'), [join(projectRoot, 'kernel', 'drive-kernel.py'), 'tested'], {
    cwd: join(projectRoot, 'notebooks'),
    env: { ...process.env, ...jupyterEnvironment(), JUPYTER_PATH: folder, JUPYTER_RUNTIME_DIR: folder, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(driver, 'exit');
  const lines = createInterface(driver.stdout)[Symbol.asyncIterator]();
  const ask = async (request: object): Promise<unknown> => {
    driver.stdin.write(`${JSON.stringify(request)}\n`);
    return answerOf(await lines.next());
  };
  answerOf(await lines.next());
  return {
    execute: async (code, options = {}) => ranOf(await ask({ execute: code, ...options })),
    start: async (code) => z.object({ id: z.string() }).parse(await ask({ start: code })).id,
    finish: async (id) => ranOf(await ask({ finish: id })),
    interrupt: async () => void (await ask({ interrupt: true })),
    restart: async () => void (await ask({ restart: true })),
    shutdown: async () => void (await ask({ shutdown: true })),
    request: async (type, content) => ask({ request: type, content }),
    killParent: () => void driver.kill('SIGKILL'),
    async [Symbol.asyncDispose]() {
      driver.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function specFor(root: string): object {
  const stock = process.env['WORKBOOK_STOCK_TSLAB'];
  const program = stock ? [stock, 'kernel'] : [join(root, 'kernel', 'launch.cjs')];
  const quiet = '--disable-warning=TimeoutNegativeWarning';
  const argv = [process.execPath, quiet, ...program, '--config-path', '{connection_file}'];
  return { argv, display_name: 'Tested', language: 'typescript', interrupt_mode: 'signal' };
}

function answerOf({ done, value }: IteratorResult<string, unknown>): unknown {
  if (done) throw new Error('The driver of the kernel ended: its own words stand above.');
  return JSON.parse(value);
}

function ranOf(answer: unknown): Ran {
  const { status, content, outputs } = ranSchema.parse(answer);
  const printed = outputs.filter(({ type }) => type === 'stream').map(({ content: { text } }) => text ?? '');
  return { status, reply: content, messages: outputs, printed: printed.join('') };
}
