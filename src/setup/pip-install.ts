// Installs a list of pinned packages, checksums verified, into the project's Python environment.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { kindOfFailure } from '../../bin/explain-failure.mjs';
import { logFolder } from '../../bin/stamp.mjs';
import { runLogged } from '../../bin/run-logged.mjs';
import { ask } from '../processes/ask.ts';
import type { Python } from './find-python.ts';
import { findPython } from './find-python.ts';
import { venvProgram } from './venv.ts';

/** The file with the pinned packages of a list. */
export function lockOf(list: 'uv' | 'jupyter'): string {
  return join(import.meta.dirname, 'requirements', `${list}.txt`);
}

/** The words that start a pip which works on the project's environment. */
export function pipOf(python: Python): readonly [string, ...string[]] {
  return python.pip
    ? [python.path, '-m', 'pip', '--python', venvProgram('python')]
    : [venvProgram('python'), '-m', 'pip'];
}

/**
 * An environment in which pip and uv install where they are told to: what a learner has set for their own work (PIP_USER,
 * a target, constraints, paths of another Python) would send packages elsewhere. Indexes, proxy and certificates stay.
 */
export function pipEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !elsewhere.test(name));
  // Stronger than a file of pip's that says so.
  return { ...Object.fromEntries(kept), PIP_USER: '0' };
}

const elsewhere =
  /^(PIP_(USER|TARGET|PREFIX|ROOT|REQUIRE_VIRTUALENV|CONSTRAINT|BUILD_CONSTRAINT|NO_DEPS|DRY_RUN|NO_BINARY|ONLY_BINARY|PYTHON|REQUIREMENT|IGNORE_INSTALLED|REQUIRE_HASHES|REPORT)|UV_(TARGET|PREFIX|PYTHON|SYSTEM_PYTHON|CONSTRAINT|OVERRIDE|NO_BINARY|NO_BUILD|EXCLUDE_NEWER|PROJECT|PROJECT_ENVIRONMENT)|PYTHONHOME|PYTHONPATH|VIRTUAL_ENV)$/;

/** Installs a list with uv; with pip where there is no uv, or where uv fails for a reason that pip may not share. */
export async function installPinned(list: 'jupyter', { signal }: { signal: AbortSignal }): Promise<void> {
  const log = join(logFolder, `${list}.log`);
  const args = ['install', '--require-hashes', '-r', lockOf(list)];
  if (existsSync(venvProgram('uv'))) {
    try {
      const env = await uvEnvironment();
      await runLogged([venvProgram('uv'), 'pip', ...args, '--python', venvProgram('python'), '--compile-bytecode'], {
        log,
        env,
        signal,
      });
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (['disk-full', 'permission'].includes(kindOfFailure(error))) throw error;
    }
  }
  const pip = pipOf(await findPython());
  const words = [...pip, ...args, '--only-binary', ':all:', '--retries', '1', '--quiet'] as const;
  await runLogged(words, { log, env: pipEnvironment(), signal });
}

// uv does not read pip's settings, and in many an organisation these are the only way to a package index.
const uvNames: Readonly<Record<string, string>> = {
  'index-url': 'UV_DEFAULT_INDEX',
  'extra-index-url': 'UV_INDEX',
  'find-links': 'UV_FIND_LINKS',
  'trusted-host': 'UV_INSECURE_HOST',
  cert: 'SSL_CERT_FILE',
  proxy: 'ALL_PROXY',
};

/** uv's environment with what `pip config list` says in uv's words; what the environment says itself comes first. */
export function uvSettings(pipConfig: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const settings: NodeJS.ProcessEnv = { UV_SYSTEM_CERTS: 'true', UV_NO_PROGRESS: '1' };
  for (const [, name = '', value = ''] of pipConfig.matchAll(
    /^(?:global|install|user|site|:env:)\.([\w-]+)='(.*)'$/gm,
  )) {
    const variable = uvNames[name];
    if (variable !== undefined) settings[variable] = value.replaceAll('\\n', ' ').trim();
  }
  return { ...settings, ...env };
}

async function uvEnvironment(): Promise<NodeJS.ProcessEnv> {
  const [command, ...args] = pipOf(await findPython());
  const config = await ask(command, [...args, 'config', 'list']).catch(() => ({ stdout: '' }));
  return uvSettings(config.stdout, pipEnvironment());
}
