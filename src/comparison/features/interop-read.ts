// Who reads what, and what it looked like: each reader starts once for all writers of a set, and again only where that failed.
import type { Client } from '../contract/client.ts';
import { differenceOf, missingRecord } from './cases.ts';
import { readTopic, writeLog, type InteropOptions, type Reading, type SharedLog } from './interop-log.ts';
import type { ReadBack } from '../results/result.ts';
import type { Stage } from './stage.ts';

/** How each writer's records in the log look to the reader. */
export async function readLog(
  reader: Client,
  log: SharedLog,
  stage: Stage,
  { clients: writers, ...options }: InteropOptions & { readonly clients: readonly Client[] },
): Promise<ReadBack[]> {
  const { topic, records, shares } = log;
  if (shares.length === 0) return [];
  const reading = await readTopic(reader, { topic, records }, stage, options.signal);
  if ('records' in reading)
    return againWhereMissing(reader, compare(reader.name, log, reading), log, { stage, options, writers });
  if (reading.outcome === 'not-run') return compare(reader.name, log, reading);
  // Something in there stops the reader: its own records, and then each writer's alone, show what.
  const own = writers.filter(({ name }) => name === reader.name);
  const alone = await readAlone(reader, own, log, { stage, options });
  if (own.length > 0 && alone.every(({ outcome }) => outcome !== 'same' && outcome !== 'differs'))
    return shares.map(({ writer }) => ({ ...failed(reading), writer, reader: reader.name, set: log.set.name }));
  const others = writers.filter(({ name }) => name !== reader.name && shares.some(({ writer }) => writer === name));
  return [...alone, ...(await readAlone(reader, others, log, { stage, options }))];
}

interface Again extends Setting {
  readonly writers: readonly Client[];
}

/** A reader that stops at one writer's records without a word says nothing about the next writers'. */
async function againWhereMissing(reader: Client, rows: ReadBack[], log: SharedLog, again: Again): Promise<ReadBack[]> {
  const sizes = new Map(log.shares.map(({ writer, records }) => [writer, records.size]));
  const unseen = rows.filter(({ writer, differs }) => {
    const missing = Object.values(differs).filter((how) => how === missingRecord).length;
    return missing > 0 && missing === sizes.get(writer);
  });
  const alone = again.writers.filter(({ name }) => unseen.some(({ writer }) => writer === name));
  return [...rows.filter((row) => !unseen.includes(row)), ...(await readAlone(reader, alone, log, again))];
}

interface Setting {
  readonly stage: Stage;
  readonly options: InteropOptions;
}

async function readAlone(
  reader: Client,
  writers: readonly Client[],
  { set }: SharedLog,
  { stage, options }: Setting,
): Promise<ReadBack[]> {
  const rows: ReadBack[] = [];
  for (const writer of writers) {
    const { log } = await writeLog([writer], set, stage, { ...options, onProgress: () => undefined });
    const { topic, records } = log;
    if (log.shares.length === 0) continue;
    rows.push(...compare(reader.name, log, await readTopic(reader, { topic, records }, stage, options.signal)));
  }
  return rows;
}

const failed = (reading: Exclude<Reading, { records: unknown }>) => ({ ...reading, differs: {} });

function compare(reader: string, log: SharedLog, reading: Reading): ReadBack[] {
  return log.shares.map(({ writer, records }) => {
    const row = { writer, reader, set: log.set.name };
    if (!('records' in reading)) return { ...row, ...failed(reading) };
    const differs: Record<string, string> = {};
    for (const [offset, { name, inLog }] of records) {
      const found = reading.records.find((record) => record.offset === offset);
      const difference = differenceOf(inLog, found);
      if (difference !== undefined) differs[name] = difference;
    }
    return { ...row, outcome: Object.keys(differs).length > 0 ? 'differs' : 'same', differs };
  });
}
