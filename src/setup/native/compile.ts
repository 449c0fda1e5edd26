// Compiles the client from the sources of librdkafka that it brings. In a folder of its own, because an interrupted
// compilation goes on there, and because neither make nor librdkafka can work in a path with spaces: where the cache has such
// a path, it begins anew each time.
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { takeLock } from '../../../bin/lock.mjs';
import { npmEnvironment } from '../../../bin/npm.mjs';
import { removePatiently, renamePatiently } from '../../../bin/patience.mjs';
import { runLogged } from '../../../bin/run-logged.mjs';
import { logFolder } from '../../../bin/stamp.mjs';
import { cacheFolder, projectRoot } from '../../project.ts';
import { text } from '../words.ts';
import type { StepTools } from '../step.ts';
import { packageFolder } from './addon.ts';
import { cacheKey, installBuild } from './cache.ts';
import { withHomebrew } from './compiler.ts';

// As of librdkafka 2.15: what a compiler is started for.
const compilations = 115;

/** Compiles, and puts the result into node_modules. Takes 2 to 3 minutes on two cores. */
export async function compile({ report, signal }: Pick<StepTools, 'report' | 'signal'>): Promise<void> {
  const { folder, temporary } = await workFolder();
  const release = await takeLock(`${folder}.lock`, {
    what: text.titles.native,
    signal,
    onWait: ({ pid, started }) => report(text.waiting(pid, started)),
  });
  try {
    const goesOn = existsSync(join(folder, 'package.json'));
    if (!goesOn) await layOut(folder);
    try {
      await build(folder, { report, signal });
    } catch (error) {
      signal.throwIfAborted();
      if (!goesOn) throw error;
      // What an interrupted compiler left behind may be broken.
      await layOut(folder);
      await build(folder, { report, signal });
    }
    await installBuild(join(folder, 'build'));
    await rm(folder, { recursive: true, force: true });
  } finally {
    await release();
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
  }
}

interface WorkFolder {
  readonly folder: string;
  /** What holds the folder where it is of no use to a later try: it is removed in the end. */
  readonly temporary?: string;
}

async function workFolder(): Promise<WorkFolder> {
  const folder = join(cacheFolder, 'native', `compiling-${cacheKey()}`);
  if (!/\s/.test(folder)) return { folder };
  const temporary = await mkdtemp(join(tmpdir(), 'kafka-workbook-'));
  return { folder: join(temporary, 'compiling'), temporary };
}

async function layOut(folder: string): Promise<void> {
  const half = `${folder}.half`;
  for (const old of [folder, half]) await removePatiently(old);
  await cp(packageFolder, half, { recursive: true, filter: (source) => source !== join(packageFolder, 'build') });
  await cp(join(projectRoot, 'node_modules', 'nan'), join(half, 'node_modules', 'nan'), { recursive: true });
  await symlink(dirname(dirname(process.execPath)), join(half, 'node'));
  await renamePatiently(half, folder);
}

async function build(folder: string, { report, signal }: Pick<StepTools, 'report' | 'signal'>): Promise<void> {
  let compiled = 0;
  report(text.native.compiling, 0);
  const nodeGyp = join(projectRoot, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  // Lower in priority, so that page and broker stay quick meanwhile.
  const command = ['nice', '-n', '5', process.execPath, nodeGyp, 'configure', 'build'] as const;
  await runLogged(command, {
    log: join(logFolder, 'native.log'),
    cwd: folder,
    env: buildEnvironment(headers(folder)),
    signal,
    onOutput: (output) => {
      compiled += output.match(/ -c \S+ -o \S+\.o\b|CXX\(target\)/g)?.length ?? 0;
      report(text.native.compiling, Math.min(0.99, compiled / compilations));
    },
  });
}

/** The Node that runs, where it has its headers; otherwise node-gyp fetches them. */
function headers(folder: string): string | undefined {
  return existsSync(join(folder, 'node', 'include', 'node', 'node.h')) ? join(folder, 'node') : undefined;
}

/**
 * What node-gyp is to see. It takes its options from npm_config_* before it looks at the command line, and npm hands down
 * those of the user's .npmrc: they may name the headers of another Node.
 */
export function buildEnvironment(nodeFolder: string | undefined, from = process.env): NodeJS.ProcessEnv {
  const { MAKEFLAGS: _racesInItsOuterMake, ...env } = npmEnvironment(from);
  const kept = Object.entries(env).filter(([name]) => !/^npm_config_(runtime|target|target_arch)$/i.test(name));
  return {
    ...withHomebrew(Object.fromEntries(kept)),
    PATH: `${dirname(process.execPath)}${delimiter}${env['PATH'] ?? ''}`,
    // A static build would download the sources of OpenSSL and zlib.
    CKJS_LINKING: 'dynamic',
    ...(nodeFolder !== undefined && { npm_config_nodedir: nodeFolder }),
  };
}
