// The dated files in benchmarks/results/ that `workbook matrix` writes: the one place that says what they hold.
import { z } from 'zod';
import { machineSchema } from './machine.ts';

const text = z.string().min(1);
const evidence = z.record(z.string(), z.unknown());

/** A client as it was when it ran: what `client.json` declares, and what its program said of itself. */
export const rivalSchema = z.strictObject({
  name: text,
  language: text,
  client: text,
  package: text,
  version: text,
  released: z.iso.date(),
  maintained: z.enum(['yes', 'slow', 'no']),
  engine: text,
  sources: z.array(z.url()),
  /** As the loaded library and its runtime named themselves; null where nothing ran. */
  loaded: z.string().nullable(),
  runtime: z.string().nullable(),
});
export type Rival = z.infer<typeof rivalSchema>;

const base = { client: text, feature: text };
/** What a program did, and what broker, log or wire showed of it. */
const run = {
  ...base,
  seconds: z.number(),
  evidence: evidence.exactOptional(),
  settings: evidence.exactOptional(),
};

export const cellSchema = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('works'), ...run, checked: text }),
  z.strictObject({ outcome: z.literal('works-with-extra'), ...run, checked: text, extra: z.array(text).min(1) }),
  /** `error`: the client's own words, or what the broker shows against the program's. */
  z.strictObject({ outcome: z.literal('fails'), ...run, error: text }),
  z.strictObject({ outcome: z.literal('not-offered'), ...base, source: text }),
  z.strictObject({ outcome: z.literal('not-run'), ...base, reason: text }),
]);
export type Cell = z.infer<typeof cellSchema>;

const head = {
  formatVersion: z.literal(1),
  date: z.iso.date(),
  /** Why this is not the whole of it, such as an interrupt or --client; null where it is. */
  partial: z.string().nullable(),
  machine: machineSchema,
  kafka: text,
  clients: z.array(rivalSchema),
  /** Folders that could not be read as a client, and why. */
  broken: z.array(z.strictObject({ name: text, reason: text })),
};

export const matrixSchema = z.strictObject({
  kind: z.literal('matrix'),
  ...head,
  /** Such as "Apicurio Registry 3.3.3", or why there was none. */
  registry: text,
  cells: z.array(cellSchema),
});
export type Matrix = z.infer<typeof matrixSchema>;

const names = z.array(text);
const differing = z.record(z.string(), text);

/** What one client wrote of one set of records: by case, how the broker's log differs from what it was told to write. */
const writeSchema = z.strictObject({
  writer: text,
  set: text,
  outcome: z.enum(['written', 'fails', 'not-offered', 'not-run']),
  reason: text.exactOptional(),
  differs: differing,
});
export type Written = z.infer<typeof writeSchema>;

/** What one client read of another's records: by case, how that differs from the broker's log. */
const readSchema = z.strictObject({
  writer: text,
  reader: text,
  set: text,
  outcome: z.enum(['same', 'differs', 'fails', 'not-offered', 'not-run']),
  reason: text.exactOptional(),
  differs: differing,
});
export type ReadBack = z.infer<typeof readSchema>;

const chosen = z.union([
  z.strictObject({ partitions: z.array(z.number().int()), setting: z.string() }),
  z.strictObject({ error: text }),
]);

export const interopSchema = z.strictObject({
  kind: z.literal('interop'),
  ...head,
  sets: z.array(z.strictObject({ name: text, codec: text, cases: names })),
  writes: z.array(writeSchema),
  reads: z.array(readSchema),
  /** Partitions of key-0 … key-23 in a topic of 12. */
  partitioners: z.array(z.strictObject({ client: text, default: chosen, java: chosen })),
  /** Of the writer's three aborted and three committed records, how many the reader got. */
  transactions: z.array(
    z.strictObject({
      writer: text,
      reader: text,
      isolation: z.enum(['read_committed', 'read_uncommitted']),
      outcome: z.enum(['right', 'wrong', 'fails', 'not-run']),
      aborted: z.number().int().exactOptional(),
      committed: z.number().int().exactOptional(),
      /** Markers of the end of a transaction, which no reader should get as a record. */
      markers: z.number().int().exactOptional(),
      reason: text.exactOptional(),
    }),
  ),
});
export type Interop = z.infer<typeof interopSchema>;
