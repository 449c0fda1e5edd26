// The binary that the makers of the client publish, fetched by the installer that the client brings.
import { join } from 'node:path';
import { z } from 'zod';
import { readFileSync } from 'node:fs';
import { logFolder, platform } from '../../../bin/stamp.mjs';
import { runLogged } from '../../../bin/run-logged.mjs';
import { projectRoot } from '../../project.ts';
import { heedNetworkSettings } from '../network.ts';
import { pipSettings } from '../pip-config.ts';
import { packageFolder } from './addon.ts';

const answerWithinMs = 8_000;
const fetchedWithinMs = 180_000;
const installer = join(projectRoot, 'node_modules', '@mapbox', 'node-pre-gyp', 'bin', 'node-pre-gyp');
const packageSchema = z.object({ binary: z.object({ host: z.url() }) });

/** Systems and Node's binary interfaces (137 is Node 24) that its makers publish for: its README, "Requirements". */
const published = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64'];
const newestInterface = 137;

/** Whether its makers publish a binary for this system and this Node at all. */
export function isPublished(machine: string = platform, node: string = process.versions.modules): boolean {
  return published.includes(machine) && Number(node) <= newestInterface;
}

/** Fetches the published binary into the package's build folder. False where that server is not reached, or has none for this machine. */
export async function fetchPrebuilt(signal: AbortSignal): Promise<boolean> {
  // Asked first, because the installer itself waits for minutes where a firewall swallows its request.
  if (!(await answers(signal))) return false;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(fetchedWithinMs)]);
  try {
    const command = [process.execPath, installer, 'install', '--update-binary'] as const;
    await runLogged(command, { log: join(logFolder, 'native.log'), cwd: packageFolder, signal: limit });
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

async function answers(signal: AbortSignal): Promise<boolean> {
  heedNetworkSettings(pipSettings());
  const { binary } = packageSchema.parse(JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')));
  const limit = AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]);
  try {
    await fetch(binary.host, { method: 'HEAD', redirect: 'manual', signal: limit });
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}
