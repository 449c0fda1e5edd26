// A broker that lives on without its owner, and then ends by itself, leaves word of it: whoever looks next is told.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { stateFolder } from '../../project.ts';
import { brokerText } from './words.ts';
import { kafkaLogReason } from './kafka-log.ts';

/** Written by guard.mjs. */
export const endedFile = join(stateFolder, 'broker', 'ended.json');
const endedSchema = z.object({ at: z.iso.datetime(), reason: z.string(), log: z.string() });

/** A sentence on the last broker that ended unasked, or undefined. */
export async function readEnded(file: string = endedFile): Promise<string | undefined> {
  try {
    const { at, reason, log } = endedSchema.parse(JSON.parse(await readFile(file, 'utf8')));
    const time = new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
    return brokerText.endedByItself(time, kafkaLogReason(log) ?? reason);
  } catch {
    return undefined;
  }
}

/** Says it once: where another broker has taken its place, it is no news any more. */
export async function tellEnded(say: (sentence: string) => void, file: string = endedFile): Promise<void> {
  const sentence = await readEnded(file);
  if (sentence !== undefined) say(sentence);
  await rm(file, { force: true }).catch(() => undefined);
}
