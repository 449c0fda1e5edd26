import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

const limit = 500;

/**
 * What a learner's code printed, as the verdict shows it: at most 500 characters, without the chatter of the clients,
 * which log JSON lines to the console. Their errors stay, shortened to the message.
 */
export function learnerOutput(printed: string): string | null {
  const lines = stripVTControlCharacters(printed).replace(confluentEntry, '').split('\n').map(readable);
  const text = lines
    .filter((line) => line !== undefined)
    .join('\n')
    .trim();
  if (!text) return null;
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

// Confluent's client prints objects: { message: 'Producer connected', name: 'rdkafka#producer-1', fac: 'BINDING', timestamp: … }
const confluentEntry = /^\{\n  message: .*\n  name: 'rdkafka#.*\n  fac: .*\n  timestamp: \d+\n\}\n?/gm;

function readable(line: string): string | undefined {
  const entry = clientLogEntry(line);
  if (!entry) return line;
  if (entry.level !== 'ERROR') return undefined;
  return `[client] ${entry.message}${entry.error && entry.error !== entry.message ? `: ${entry.error}` : ''}`;
}

const entrySchema = z.object({
  level: z.string(),
  message: z.string(),
  error: z.string().optional().catch(undefined),
});

// kafkajs: {"level":"ERROR","timestamp":"…","logger":"kafkajs","message":"…","error":"…"}; Confluent's client alike.
function clientLogEntry(line: string): z.infer<typeof entrySchema> | undefined {
  if (!line.startsWith('{"level"') && !line.startsWith('{"message"')) return undefined;
  try {
    return entrySchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
