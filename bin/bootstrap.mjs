// @ts-check
// Makes sure of the right Node and of the npm packages, then hands over to src/cli.ts. Runs on any Node >= 18 and has
// no package to lean on; everything that can wait for the packages is in src/setup.
import http from 'node:http';
import nodeModule from 'node:module';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { spawn } from 'node:child_process';
import { followNpm } from './follow-npm.mjs';
import { findNpm } from './npm.mjs';
import { hasPackages } from './packages.mjs';
import { fits, hasNode, nodeToUse } from './private-node.mjs';
import { projectRoot } from './stamp.mjs';

/** Sets up, then runs the command line; the exit code of this process is that of the command. */
export async function main() {
  followNpm();
  if (!(hasNode() && hasPackages()) && !(await install())) return;
  const npm = findNpm();
  if (npm) process.env['WORKBOOK_NPM'] = JSON.stringify(npm);
  const cli = join(projectRoot, 'src', 'cli.ts');
  // Node keeps what it has compiled, for the command and for all that it starts: a start takes 0.2 s less.
  process.env['NODE_COMPILE_CACHE'] ??= join(projectRoot, '.workbook', 'compile-cache');
  if (!fits(process.versions.node)) handOver(nodeToUse(), cli);
  else if (needsProxySetting()) handOver(process.execPath, cli);
  else {
    nodeModule.enableCompileCache?.(process.env['NODE_COMPILE_CACHE']);
    await import(pathToFileURL(cli).href);
  }
}

/** Node before 24.14 takes a proxy from the environment only if it is told so before it starts. */
function needsProxySetting() {
  const { HTTPS_PROXY, https_proxy: httpsProxy, NODE_USE_ENV_PROXY } = process.env;
  return Boolean(HTTPS_PROXY ?? httpsProxy) && !NODE_USE_ENV_PROXY && !('setGlobalProxyFromEnv' in http);
}

/** @returns {Promise<boolean>} whether the command can go on */
async function install() {
  // Loaded only when needed: a start with everything there is quicker by 30 ms without it.
  const { installWhatIsMissing, NotInstalled } = await import('./install.mjs');
  const { words } = await import('./words.mjs');
  try {
    await installWhatIsMissing();
    return true;
  } catch (error) {
    if (!(error instanceof NotInstalled)) throw error;
    console.error(`\n${error.message}\n${words.next} ${error.next}`);
    process.exitCode = 3;
    return false;
  }
}

/** @param {Error} error */
async function sayNotStarted({ message }) {
  process.exitCode = 3;
  const { words } = await import('./words.mjs');
  console.error(`${words.notStarted(message)}\n${words.next} ${words.notStartedNext}`);
}

/** @param {string} node @param {string} cli */
function handOver(node, cli) {
  // A learner's program runs below this process. A signal from it must not open a debugger here.
  const follow = new URL('./follow-owner.mjs', import.meta.url).href;
  const child = spawn(node, ['--disable-sigusr1', '--import', follow, cli, ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    ...(node === process.execPath && { env: { ...process.env, NODE_USE_ENV_PROXY: '1' } }),
  });
  child.on('error', (error) => void sayNotStarted(error));
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to both processes; sent on, it would count as a second press.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      // A signal on Windows ends the child at once; a closed channel asks it (follow-owner.mjs).
      if (process.platform !== 'win32') child.kill(signal);
      else if (child.connected) child.disconnect();
    });
  }
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0);
  });
}
