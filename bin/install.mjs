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
import { words } from './words.mjs';

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
    { title: words.titles.node(privateVersion()), upToDate: hasNode, run: installNode },
    { title: words.titles.packages(countPackages()), upToDate: hasPackages, run: installPackages },
  ];
}

/** Installs the private Node and the npm packages, those of them that are missing. */
export async function installWhatIsMissing() {
  const output = process.stderr;
  const release = await takeLock(join(setupFolder, 'install.lock'), {
    what: words.titles.both,
    onWait: (holder) =>
      output.write(`${words.waiting(holder.what, holder.pid, new Date(holder.started).toLocaleTimeString())}\n`),
  }).catch((error) => {
    throw explain(words.titles.setup, error);
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
  if (!npm) throw new NotInstalled(words.noNpm, words.noNpmNext);
  /** @type {Running[]} */
  const running = missing.map((step) => ({ step, started: Date.now(), ended: false, detail: '' }));
  const lines = liveLines(output, {
    live: canRedraw(output, { plain: process.argv.includes('--plain') }),
    draw: () =>
      running
        .filter(({ ended }) => !ended)
        .map(({ step, started, detail }) => `  … ${step.title} (${seconds(started)}) ${detail}`.trimEnd()),
  });
  if (!fits(process.versions.node)) lines.print(words.ownNode(process.versions.node));
  for (const { step } of running) lines.print(words.installing(step.title));
  // Nothing works without both: where one fails, the other would only keep the learner waiting for the news.
  const stop = new AbortController();
  await Promise.allSettled(running.map((item) => runOne(item, { npm, print: lines.print, stop })));
  lines.close();
  stop.signal.throwIfAborted();
}

/** @param {Running} item @param {{ npm: readonly [string, ...string[]], print: (line: string) => void, stop: AbortController }} options */
async function runOne(item, { npm, print, stop }) {
  try {
    await item.step.run({ npm, signal: stop.signal, report: (detail) => (item.detail = detail) });
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
    (error instanceof CommandFailed || error instanceof DownloadFailed) && error.log ? `\n${words.log(error.log)}` : '';
  const server = error instanceof DownloadFailed ? error.server : undefined;
  const sentence = words.failed(title, words.reasons[kind](server ?? words.npmRegistry));
  /** @type {Partial<Record<string, string>>} */
  const ofNode = server === undefined ? {} : words.nextsOfNode;
  const next = ofNode[kind] ?? words.nexts[kind];
  return new NotInstalled(`${sentence}\n${lastLines(error)}${log}`, next);
}
