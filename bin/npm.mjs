// @ts-check
// Finds the npm that belongs to the Node that is running, and an environment in which it does what we mean.
import { existsSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';

const inNodeFolder = [
  ['..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'],
  ['node_modules', 'npm', 'bin', 'npm-cli.js'],
  // Debian and Ubuntu split npm from nodejs.
  ['..', 'share', 'nodejs', 'npm', 'bin', 'npm-cli.js'],
];

/**
 * How to start npm, as the first words of a command. `npm-cli.js` is run by Node itself, so that Windows' npm.cmd and shells stay out of it.
 * WORKBOOK_NPM, set by the hand-over, keeps the npm of the learner's own Node: the private Node has none.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {[string, ...string[]] | undefined} undefined where there is no npm
 */
export function findNpm(env = process.env) {
  if (env['WORKBOOK_NPM']) return JSON.parse(env['WORKBOOK_NPM']);
  const started = env['npm_execpath'];
  if (started && basename(started) === 'npm-cli.js' && existsSync(started)) return [process.execPath, started];
  const beside = inNodeFolder.map((parts) => join(dirname(realpathSync(process.execPath)), ...parts)).find(existsSync);
  return beside ? [process.execPath, beside] : npmOnPath(env);
}

/** @param {NodeJS.ProcessEnv} env @returns {[string, ...string[]] | undefined} */
function npmOnPath(env) {
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map(npmIn).find((npm) => npm !== undefined);
}

/** @param {string} folder @returns {[string, ...string[]] | undefined} */
function npmIn(folder) {
  const windows = process.platform === 'win32';
  const npm = join(folder, windows ? 'npm.cmd' : 'npm');
  if (!existsSync(npm)) return undefined;
  const cli = windows ? join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js') : realpathSync(npm);
  if (existsSync(cli) && cli.endsWith('npm-cli.js')) return [nodeOf(folder), cli];
  return windows ? undefined : [npm];
}

/** @param {string} folder the folder of the npm that was found: its own Node knows where its modules are */
function nodeOf(folder) {
  const node = join(folder, process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(node) ? node : process.execPath;
}

// `npm start` hands its own settings down as npm_config_*; these would make our npm work elsewhere or leave things out.
const leaking =
  /^npm_(config_(prefix|local_prefix|global_prefix|global|location|ignore_scripts|dry_run|omit|only|production|include|workspaces?|package_lock(_only)?|save(_.*)?|node_gyp|nodedir|allow_scripts|loglevel|silent)|package_|lifecycle_|command|execpath|node_execpath)/i;

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {NodeJS.ProcessEnv} a copy without what a surrounding `npm start` put in; registry, proxy and certificates stay
 */
export function npmEnvironment(env = process.env) {
  const kept = Object.entries(env).filter(
    ([name]) => !leaking.test(name) && name !== 'NODE_ENV' && name !== 'NODE_OPTIONS',
  );
  return {
    // npm's own patience with a network that is not there is 70 seconds.
    npm_config_fetch_retry_mintimeout: '1000',
    npm_config_fetch_retry_maxtimeout: '10000',
    ...Object.fromEntries(kept),
    npm_config_update_notifier: 'false',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
  };
}
