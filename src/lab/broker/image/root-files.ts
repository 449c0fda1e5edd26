// The few files of a Linux system that Java and a shell need, taken from the one that this runs on: so an image can be
// built without any registry, package archive or root.
import { cp, mkdir, readdir, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ask } from '../../../processes/ask.ts';

/** Programs of the start script and of compose's health check. */
const tools = ['bash', 'cat', 'env', 'head', 'ls', 'mkdir', 'sleep', 'timeout', 'wc'];
/** Opened by glibc by name, not linked. Since 2.34 the first two are part of it. */
const nameLookup = ['libnss_files.so.2', 'libnss_dns.so.2', 'libresolv.so.2'];
/** Opened by Kafka's compression libraries, where they need them. */
const runtimes = ['libgcc_s.so.1', 'libstdc++.so.6', 'libz.so.1'];

/**
 * Copies the tools and every library that they and the given programs are linked against into a root folder.
 * Returns the folders with libraries, for LD_LIBRARY_PATH.
 */
export async function copySystemFiles(root: string, programs: readonly string[]): Promise<string[]> {
  const found = await Promise.all(tools.map(findTool));
  const linked = await Promise.all([...found, ...programs].map(librariesOf));
  const libraries = new Set(linked.flat());
  const folders = [...new Set([...libraries].map(dirname))];
  for (const folder of folders) for (const name of await extras(folder)) libraries.add(join(folder, name));
  await mkdir(join(root, 'bin'), { recursive: true });
  await Promise.all(found.map(async (file, index) => copyFile(file, join(root, 'bin', tools[index] ?? ''))));
  await copyFile(found[0] ?? '', join(root, 'bin', 'sh'));
  await Promise.all([...libraries].map((file) => copyFile(file, join(root, file))));
  return folders;
}

async function findTool(name: string): Promise<string> {
  const { stdout } = await ask('sh', ['-c', 'command -v "$1"', 'sh', name]);
  return stdout.trim();
}

/** What ldd names, the loader too. A static program has none: ldd then fails. */
async function librariesOf(program: string): Promise<string[]> {
  const { stdout } = await ask('ldd', [program]).catch(() => ({ stdout: '' }));
  return [...stdout.matchAll(/(?:=> |^\s*)(?<file>\/\S+) \(0x/gm)].flatMap((match) => match.groups?.['file'] ?? []);
}

async function extras(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return [...nameLookup, ...runtimes].filter((name) => names.includes(name));
}

async function copyFile(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await cp(await realpath(from), to);
}
