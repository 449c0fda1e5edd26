// @ts-check
// The two steps that come before everything else, side by side: the private Node and the npm packages.
import { DownloadFailed } from './curl-file.mjs';
import { kindOfFailure, lastLines } from './explain-failure.mjs';
import { canRedraw, liveLines } from './live-lines.mjs';
import { takeLock } from './lock.mjs';
import { findNpm } from './npm.mjs';
import { installNode } from './install-node.mjs';
import { installPackages } from './install-packages.mjs';
import { countPackages, hasPackages } from './packages.mjs';
import { fits, hasNode, privateVersion } from './private-node.mjs';
import { CommandFailed } from './run-logged.mjs';
import { setupFolder } from './stamp.mjs';
import { join } from 'node:path';

/** Says to a person what could not be installed and what to do next. */
export class NotInstalled extends Error {
  /** @param {string} message @param {string} next */
  constructor(message, next) {
    super(message);
    this.name = 'NotInstalled';
    this.next = next;
  }
}

/**
 * @typedef {{ title: string, upToDate: () => boolean, run: (options: { npm: readonly [string, ...string[]], signal: AbortSignal, report: (words: string) => void }) => Promise<void> }} Step
 * @typedef {{ step: Step, started: number, ended: boolean, detail: string }} Running
 */

/** @returns {Step[]} */
function steps() {
  return [
    { title: `Node ${privateVersion()} for the workbook`, upToDate: hasNode, run: installNode },
    { title: `${countPackages()} npm packages`, upToDate: hasPackages, run: installPackages },
  ];
}

/** Installs the private Node and the npm packages, those of them that are missing. */
export async function installWhatIsMissing() {
  const output = process.stderr;
  const release = await takeLock(join(setupFolder, 'install.lock'), {
    what: 'the installation of Node and the npm packages',
    onWait: (holder) =>
      output.write(
        `Waiting for ${holder.what}, which process ${holder.pid} started at ${new Date(holder.started).toLocaleTimeString()}.\n`,
      ),
  }).catch((error) => {
    throw explain('The set-up', error);
  });
  try {
    const missing = steps().filter((step) => !step.upToDate());
    if (missing.length > 0) await runSideBySide(missing, output);
  } finally {
    await release();
  }
}

/** @param {Step[]} missing @param {NodeJS.WriteStream} output */
async function runSideBySide(missing, output) {
  const npm = findNpm();
  if (!npm) throw new NotInstalled(noNpm, noNpmNext);
  /** @type {Running[]} */
  const running = missing.map((step) => ({ step, started: Date.now(), ended: false, detail: '' }));
  const lines = liveLines(output, {
    live: canRedraw(output, { plain: process.argv.includes('--plain') }),
    draw: () =>
      running
        .filter(({ ended }) => !ended)
        .map(({ step, started, detail }) => `  … ${step.title} (${seconds(started)}) ${detail}`.trimEnd()),
  });
  if (!fits(process.versions.node))
    lines.print(`This is Node ${process.versions.node}; the workbook uses one of its own.`);
  for (const { step } of running) lines.print(`Installing ${step.title}`);
  // Nothing works without both: where one fails, the other would only keep the learner waiting for the news.
  const stop = new AbortController();
  await Promise.allSettled(running.map((item) => runOne(item, { npm, print: lines.print, stop })));
  lines.close();
  stop.signal.throwIfAborted();
}

/** @param {Running} item @param {{ npm: readonly [string, ...string[]], print: (line: string) => void, stop: AbortController }} options */
async function runOne(item, { npm, print, stop }) {
  try {
    await item.step.run({ npm, signal: stop.signal, report: (words) => (item.detail = words) });
    item.ended = true;
    print(`  ✓ ${item.step.title} (${seconds(item.started)})`);
  } catch (error) {
    item.ended = true;
    if (stop.signal.aborted) return;
    print(`  ✗ ${item.step.title} (${seconds(item.started)})`);
    stop.abort(explain(item.step.title, error));
  }
}

/** @param {number} since */
function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/** @param {string} title @param {unknown} error */
function explain(title, error) {
  const kind = kindOfFailure(error);
  const log =
    (error instanceof CommandFailed || error instanceof DownloadFailed) && error.log
      ? `\nThe whole output is in ${error.log}.`
      : '';
  const server = error instanceof DownloadFailed ? error.server : undefined;
  const sentence = `${title}: ${sentences(server ?? 'the npm registry')[kind]} Nothing works without this step.`;
  const next = server === undefined ? nexts[kind] : (nextsOfNode[kind] ?? nexts[kind]);
  return new NotInstalled(`${sentence}\n${lastLines(error)}${log}`, next);
}

const again = 'then run the same command again; it goes on from where it stopped.';
/** @param {string} server */
const sentences = (server) => ({
  'disk-full': 'the disk is full.',
  network: `the download failed, ${server} was not reached.`,
  certificate: `the download failed, because the certificate of ${server} is not trusted here.`,
  'not-found': `${server} has no such thing for this machine.`,
  busy: 'a file that has to be replaced is in use by another program.',
  permission: 'a file or folder may not be written.',
  other: 'the installation failed.',
});
const ownNode = 'install Node 24.15 or a later 24 yourself';
/** @type {Partial<Record<import('./explain-failure.mjs').FailureKind, string>>} */
const nextsOfNode = {
  network: `check the network (and HTTPS_PROXY), or set WORKBOOK_NODE_MIRROR to a copy of https://nodejs.org/dist, or ${ownNode}, ${again}`,
  certificate: `set NODE_EXTRA_CA_CERTS to the file with the certificate of your organisation, or ${ownNode}, ${again}`,
  other: `read the lines above (is curl here?), or ${ownNode}, ${again}`,
};
const nexts = {
  'disk-full': `free about 1 GB of disk space, ${again}`,
  network: `check the network (and HTTPS_PROXY or "npm config get registry", if you use them), ${again}`,
  certificate: `set NODE_EXTRA_CA_CERTS to the file with the certificate of your organisation, ${again}`,
  'not-found': `install Node 24 yourself, ${again}`,
  busy: `end what holds it (a workbook in another terminal, an editor; a virus scanner or OneDrive lets go by itself), ${again}`,
  permission: `make yourself the owner of this folder and of the npm cache (see "npm config get cache"), ${again}`,
  other: `read the lines above, ${again}`,
};
const noNpm = 'There is a Node here, but no npm to install packages with.';
const noNpmNext = `install npm (on Debian or Ubuntu: sudo apt-get install npm), ${again}`;
