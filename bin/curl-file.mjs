// @ts-check
// Downloads before any package is there: by curl, which is part of macOS, of Windows 10 and of most Linux systems. It heeds
// every proxy setting and the certificates of the system, which fetch of an old Node does not.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CommandFailed, runLogged } from './run-logged.mjs';
import { words } from './words.mjs';

/** A download that failed, with the server's name for whoever explains it. */
export class DownloadFailed extends Error {
  /** @param {string} url @param {unknown} cause */
  constructor(url, cause) {
    const server = new URL(url).host;
    super(words.download.failed(server), { cause });
    this.name = 'DownloadFailed';
    this.server = server;
    if (cause instanceof CommandFailed) {
      this.output = cause.output;
      this.log = cause.log;
    }
  }
}

const patience = ['--connect-timeout', '20', '--speed-limit', '1', '--speed-time', '20', '--retry', '3'];
const progressMs = 500;
// curl's own words for it, of the range that a server has nothing for.
const isWhole = 33;

/**
 * Brings a file, and goes on where an earlier download was interrupted.
 * @param {string} url
 * @param {string} file
 * @param {{ log: string, signal?: AbortSignal | undefined, onBytes?: (bytes: number) => void }} options
 * @throws {DownloadFailed}
 */
export async function curlFile(url, file, { log, signal, onBytes }) {
  const size = () => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const timer = setInterval(() => onBytes?.(size()), progressMs);
  try {
    await runCurl(['--continue-at', '-', ...patience, '--output', file, url], { log, signal });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof CommandFailed && error.code === isWhole) return;
    throw new DownloadFailed(url, error);
  } finally {
    clearInterval(timer);
  }
}

/** @param {string[]} args @param {{ log: string, signal?: AbortSignal | undefined }} options */
async function runCurl(args, options) {
  const common = ['--fail', '--location', '--silent', '--show-error'];
  try {
    await runLogged([curl(), ...common, ...args], options);
  } catch (error) {
    const own = process.env['NODE_EXTRA_CA_CERTS'];
    // 60: the certificate is not known to the system; what the learner has set for Node may know it.
    if (!own || !(error instanceof CommandFailed) || error.code !== 60) throw error;
    await runLogged([curl(), ...common, '--cacert', own, ...args], options);
  }
}

/** Windows' own, and not one of Git's shell that comes first on the PATH. */
const curl = () => systemProgram('curl');

/**
 * A program that is part of Windows, by its path; elsewhere its name.
 * @param {string} name @param {NodeJS.Platform} [system] @param {NodeJS.ProcessEnv} [env]
 */
export function systemProgram(name, system = process.platform, env = process.env) {
  if (system !== 'win32') return name;
  const program = join(env['SystemRoot'] ?? 'C:\\Windows', 'System32', `${name}.exe`);
  return system !== process.platform || existsSync(program) ? program : name;
}
