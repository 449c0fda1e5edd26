// For maintainers, after the image in docker-compose.yml got another version: node src/setup/lock-jars.ts
// Resolves Kafka's jars with jgo (by uv, from the workbook's Python environment) and writes them down with size and checksum.
import { createHash } from 'node:crypto';
import { glob, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { runProcess } from '../processes/start-process.ts';
import { kafkaVersion } from './kafka-version.ts';
import type { JarLock } from './jars.ts';
import { jarLockFile } from './jars.ts';
import { venvProgram } from './venv.ts';

// kafka_2.13 is the broker; without an slf4j binding it would say nothing.
const endpoints = `org.apache.kafka:kafka_2.13:${kafkaVersion}+org.slf4j:slf4j-simple:1.7.36`;
const jgo = 'jgo[cli]==3.2.0';

const repository = await mkdtemp(join(tmpdir(), 'kafka-jars-'));
try {
  const { code } = await runProcess(
    venvProgram('uv'),
    ['tool', 'run', '--from', jgo, 'jgo', '--cache-dir', join(repository, 'jgo'), '--repo-cache', repository].concat([
      '--resolver',
      'python',
      '--links',
      'copy',
      'info',
      'classpath',
      endpoints,
    ]),
    { onLine: (line) => console.error(line) },
  );
  if (code !== 0) throw new Error(`jgo ended with code ${code}`);
  const jars: JarLock['jars'] = [];
  for await (const path of glob('**/*.jar', { cwd: repository })) {
    if (path.startsWith(`jgo${sep}`)) continue;
    const content = await readFile(join(repository, path));
    const sha256 = createHash('sha256').update(content).digest('hex');
    jars.push({ path: path.split(sep).join('/'), size: content.length, sha256 });
  }
  const lock: JarLock = { kafka: kafkaVersion, jars: jars.toSorted((a, b) => (a.path < b.path ? -1 : 1)) };
  await writeFile(jarLockFile, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${jars.length} jars of Kafka ${kafkaVersion} in ${jarLockFile}`);
} finally {
  await rm(repository, { recursive: true, force: true });
}
