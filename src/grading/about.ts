// What a verdict depends on beside the answer, so that two results can be compared in a year.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { clients, packageOf } from '../course/answer.ts';
import type { Exercise } from '../course/course.ts';
import { projectRoot } from '../project.ts';
import { hashOf } from './hash-of.ts';
import type { About } from './result.ts';

/** What the grader knows of a run that files do not tell. */
export interface RunFacts {
  /** Version of the broker; undefined where it does not say. */
  readonly kafka: string | undefined;
  readonly isolation: string;
  readonly retries: number;
  /** See machine-pace.ts. */
  readonly pace: number;
}

/** What a verdict on an exercise depends on, here and now. */
export function aboutRun({ files }: Exercise, { kafka, isolation, retries, pace }: RunFacts): About {
  return {
    course: versionIn(projectRoot) ?? '',
    suite: hashOf([files.task, files.suite, files.words]),
    kafka: kafka ?? null,
    clients: Object.fromEntries(clients.flatMap(installed)),
    node: process.versions.node,
    isolation,
    retries,
    ...(pace > 1 && { pace }),
  };
}

function installed(client: (typeof clients)[number]): [name: string, version: string][] {
  const name = packageOf(client);
  const version = versionIn(join(projectRoot, 'node_modules', name));
  return version === undefined ? [] : [[name, version]];
}

const manifest = z.looseObject({ version: z.string() });
const versions = new Map<string, string | undefined>();

function versionIn(folder: string): string | undefined {
  if (!versions.has(folder)) {
    const path = join(folder, 'package.json');
    versions.set(folder, existsSync(path) ? manifest.parse(JSON.parse(readFileSync(path, 'utf8'))).version : undefined);
  }
  return versions.get(folder);
}
