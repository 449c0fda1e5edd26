// The compiled part of @confluentinc/kafka-javascript: where it belongs, and whether it works.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ask } from '../../processes/ask.ts';
import { wordsOf } from '../../../bin/explain-failure.mjs';
import { projectRoot } from '../../project.ts';
import { text } from '../words.ts';

export const packageName = '@confluentinc/kafka-javascript';
export const packageFolder = join(projectRoot, 'node_modules', '@confluentinc', 'kafka-javascript');
/** All that is compiled is in here: Release/*.node and, where librdkafka is linked dynamically, deps/. */
export const buildFolder = join(packageFolder, 'build');
export const addonFile = join('Release', 'confluent-kafka-javascript.node');

const packageSchema = z.object({ version: z.string() });

/** Of the installed package; undefined where it is not installed. */
export function packageVersion(): string | undefined {
  const file = join(packageFolder, 'package.json');
  return existsSync(file) ? packageSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).version : undefined;
}

/** Loads the addon in a process of its own, because a wrong one may end the process that loads it. Undefined when it loads, else the reason why not. */
export async function whyNotLoadable(): Promise<string | undefined> {
  if (!existsSync(join(buildFolder, addonFile))) return text.native.notThere;
  try {
    await ask(process.execPath, ['-e', `require('${packageName}')`], {
      cwd: projectRoot,
      timeout: 30_000,
    });
    return undefined;
  } catch (error) {
    const words = wordsOf(error);
    return (
      /^Error: (?<reason>.*)$/m.exec(words)?.groups?.['reason'] ??
      words.trim().split('\n').at(-1) ??
      text.native.notLoaded
    );
  }
}
