// A home folder with letters beyond English, on a system whose language is "C", as in many a container.
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { clusterIdOf } from '../../kafka/client.ts';
import { cacheFolder } from '../../project.ts';
import { ensure } from '../../setup/start-setup.ts';
import { findJavaParts } from './java-parts.ts';
import { jvmFlags } from './jvm-flags.ts';
import { startKafka } from './kafka-process.ts';
import { createRunFolder, removeRunFolder } from './run-folder.ts';

test.skipIf(process.platform === 'win32')(
  'Kafka starts from folders with any letters, whatever the language',
  async () => {
    await ensure(['java', 'jars']);
    const parts = await findJavaParts();
    if (typeof parts === 'string') throw new Error(`there is no ${parts}`);
    const home = await mkdtemp(join(tmpdir(), 'workbook Łukasz, 用户 '));
    onTestFinished(() => rm(home, { recursive: true, force: true }));
    await symlink(cacheFolder, join(home, 'cache'));
    const moved = (path: string): string => join(home, 'cache', relative(cacheFolder, path));
    const classPath = parts.classPath.split(delimiter).map(moved).join(delimiter);
    vi.stubEnv('LC_ALL', 'C');
    const run = await createRunFolder(join(dirname(home), 'workbook-Łukasz-用户'));
    onTestFinished(async () => {
      await removeRunFolder(dirname(run.folder));
      vi.unstubAllEnvs();
    });
    const flags = jvmFlags('quick', parts.javaVersion);
    const plan = { parts: { ...parts, classPath }, flags, template: undefined, port: undefined, graceMs: 0 };
    const kafka = await startKafka(run, plan, AbortSignal.timeout(60_000));
    try {
      expect(await clusterIdOf(kafka.connection)).toBe(kafka.clusterId);
    } finally {
      await kafka.guard.stop();
    }
  },
);
