// A client of the comparison as its folder declares it (clients/README.md holds the contract in words).
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../project.ts';
import { languages, tools } from '../../toolchains/toolchain.ts';
import { WorkbookError } from '../../workbook-error.ts';
import { words } from './words.ts';

const version = z.string().regex(/^\d+(\.\d+)*$/);
const command = z.array(z.string().min(1)).min(1);

export const clientSchema = z.strictObject({
  formatVersion: z.literal(1),
  language: z.enum(languages),
  client: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  /** Name in the language's registry. */
  package: z.string().min(1),
  /** The pinned version, as the folder's lock file has it. */
  version: z.string().min(1),
  released: z.iso.date(),
  maintained: z.enum(['yes', 'slow', 'no']),
  /** What does the work, in a few words: "JavaScript", "librdkafka", "Go". */
  engine: z.string().min(1),
  needs: z.array(z.strictObject({ tool: z.enum(tools), atLeast: version.optional() })),
  build: z.array(command),
  run: command,
  /** Run in the folder, after its build, by whoever proves the project: each must end with code 0. */
  checks: z.array(command).default([]),
  /** Evidence for what cannot be run: addresses of threads and pages. */
  sources: z.array(z.url()).default([]),
});

export interface Client extends z.infer<typeof clientSchema> {
  /** `node-kafkajs`: the folder's name, and the client's name everywhere. */
  readonly name: string;
  readonly folder: string;
}

/** A folder that could not be read as a client: a row that says so, never the end of the others. */
export interface BrokenClient {
  readonly name: string;
  readonly folder: string;
  readonly error: WorkbookError;
}

/** Reads every folder of `clients/`, in order of name. */
export function loadClients(root: string = projectRoot): (Client | BrokenClient)[] {
  const folder = join(root, 'clients');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .toSorted()
    .map((name) => loadClient(root, name));
}

function loadClient(root: string, name: string): Client | BrokenClient {
  const folder = join(root, 'clients', name);
  const path = join(folder, 'client.json');
  try {
    const client = clientSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    if (name !== `${client.language}-${client.client}`)
      throw new Error(words.otherFolder(`${client.language}-${client.client}`));
    return { ...client, name, folder };
  } catch (cause) {
    return { name, folder, error: broken(relative(root, path), cause) };
  }
}

function broken(path: string, cause: unknown): WorkbookError {
  const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
  return new WorkbookError(words.broken(path, reason.replaceAll('\n', ' ')), {
    next: words.brokenNext,
    cause,
  });
}
