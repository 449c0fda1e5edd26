import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { brokerText } from './words.ts';

const tailBytes = 65_536;

/** The end of the log of a run's broker; empty where there is none. */
export async function readKafkaLog(folder: string): Promise<string> {
  try {
    await using file = await open(join(folder, 'kafka.log'), 'r');
    const { size } = await file.stat();
    const start = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(tailBytes), position: start });
    return buffer.toString('utf8', 0, bytesRead);
  } catch {
    return '';
  }
}

const javaError = /^(?:Caused by: |Exception in thread "[^"]*" )?[\w.$]+(?:Exception|Error): (?<reason>.+)$/;
const missingClass = /(?:ClassNotFoundException|NoClassDefFoundError|Could not find or load main class)\b/;

/** What Kafka's log gives as the reason of an end: the deepest cause named, else its last error. */
export function kafkaLogReason(log: string): string | undefined {
  // The name of a class would tell nobody that its path could not be read.
  if (missingClass.test(log)) return brokerText.unreadableClassPath;
  const lines = log.split(/\r?\n/);
  const causes = lines.flatMap((line) => javaError.exec(line)?.groups?.['reason'] ?? []);
  const errors = lines.filter((line) => /\b(?:ERROR|FATAL)\b|^Error: /.test(line));
  return (causes.at(-1) ?? errors.at(-1))?.trim().replace(/\.$/, '');
}
