// @ts-check
// What the first steps of the set-up say, in English, before anything is installed.
import { verbatim } from './doubled.mjs';

const again = 'then run the same command again; it goes on from where it stopped.';
const ownNode = 'install Node 24.15 or a later 24 yourself';
const registry = verbatim('npm config get registry');
const cache = verbatim('npm config get cache');
const aptNpm = verbatim('sudo apt-get install npm');

export const words = {
  titles: {
    node: (/** @type {string} */ version) => `Node ${version} for the workbook`,
    packages: (/** @type {number} */ count) => `${count} npm packages`,
    both: 'the installation of Node and the npm packages',
    setup: 'The set-up',
  },
  waiting: (/** @type {string} */ what, /** @type {number} */ pid, /** @type {string} */ since) =>
    `Waiting for ${what}, which process ${pid} started at ${since}.`,
  ownNode: (/** @type {string} */ version) => `This is Node ${version}; the workbook uses one of its own.`,
  installing: (/** @type {string} */ title) => `Installing ${title}`,
  log: (/** @type {string} */ file) => `The whole output is in ${file}.`,
  failed: (/** @type {string} */ title, /** @type {string} */ why) =>
    `${title}: ${why} Nothing works without this step.`,
  npmRegistry: 'the npm registry',
  /** What went wrong, by its kind; `server` is what did not answer. */
  reasons: {
    'disk-full': () => 'the disk is full.',
    network: (/** @type {string} */ server) => `the download failed, ${server} was not reached.`,
    certificate: (/** @type {string} */ server) =>
      `the download failed, because the certificate of ${server} is not trusted here.`,
    'not-found': (/** @type {string} */ server) => `${server} has no such thing for this machine.`,
    busy: () => 'a file that has to be replaced is in use by another program.',
    permission: () => 'a file or folder may not be written.',
    other: () => 'the installation failed.',
  },
  next: 'Next:',
  /** What to do after a download of Node itself. */
  nextsOfNode: {
    network: `check the network (and HTTPS_PROXY), or set WORKBOOK_NODE_MIRROR to a copy of https://nodejs.org/dist, or ${ownNode}, ${again}`,
    certificate: `set NODE_EXTRA_CA_CERTS to the file with the certificate of your organisation, or ${ownNode}, ${again}`,
    other: `read the lines above (is curl here?), or ${ownNode}, ${again}`,
  },
  nexts: {
    'disk-full': `free about 1 GB of disk space, ${again}`,
    network: `check the network (and HTTPS_PROXY or "${registry}", if you use them), ${again}`,
    certificate: `set NODE_EXTRA_CA_CERTS to the file with the certificate of your organisation, ${again}`,
    'not-found': `install Node 24 yourself, ${again}`,
    busy: `end what holds it (a workbook in another terminal, an editor; a virus scanner or OneDrive lets go by itself), ${again}`,
    permission: `make yourself the owner of this folder and of the npm cache (see "${cache}"), ${again}`,
    other: `read the lines above, ${again}`,
  },
  noNpm: 'There is a Node here, but no npm to install packages with.',
  noNpmNext: `install npm (on Debian or Ubuntu: ${aptNpm}), ${again}`,
  notStarted: (/** @type {string} */ reason) => `Node could not be started (${reason}).`,
  notStartedNext: 'delete the folder .toolchain and run the same command again.',
  download: {
    failed: (/** @type {string} */ server) => `The download from ${server} failed`,
    missing: (/** @type {string} */ folder, /** @type {string} */ name) => `404: ${folder} has no ${name}`,
    progress: (/** @type {number} */ megabytes, /** @type {string} */ server) => `${megabytes} MB from ${server}`,
    checksum: (/** @type {string} */ name, /** @type {string} */ is, /** @type {string} */ wanted) =>
      `The checksum of ${name} is ${is} and should be ${wanted}`,
    otherVersion: (/** @type {string} */ said, /** @type {string} */ wanted) => `it says ${said} instead of ${wanted}`,
    doesNotRun: '404: the Node that was found for this machine does not run on it',
  },
  inUse: (/** @type {string} */ path) => `EBUSY: ${path} is in use by another program`,
  ended: (/** @type {string} */ command, /** @type {number | null} */ code) => `${command} ended with code ${code}`,
};
