import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from '../../bin/lock.mjs';
import { stateFolder } from '../project.ts';
import type { Client } from '../comparison/contract/client.ts';
import { words } from '../comparison/contract/en.ts';
import { dotnetBuildEnvironment, lacksPackage } from './dotnet.ts';
import { words as toolWords } from './en.ts';
import { buildCommands, hasEnvironment } from './python-environment.ts';
import { missingTool } from './toolchain.ts';
import { runProgram } from './run-program.ts';

const buildLimitMs = 15 * 60_000;

/**
 * Makes the client ready to run. A folder that has not changed since its last build costs a hash of its files.
 * Of two processes that come at once, one builds and the other waits for it. A signal that aborts ends the build.
 * @returns why it cannot run ("needs go 1.26", "needs KafkaFlow 4.2.0 from NuGet", or the failed build's last words), or
 * undefined when it is ready.
 */
export async function buildClient(
  client: Client,
  onProgress: (text: string) => void = () => {},
  signal?: AbortSignal,
): Promise<string | undefined> {
  const missing = await missingTool(client);
  if (missing) return missing;
  const stamp = join(stateFolder, 'clients', `${client.name}.built`);
  if (isBuilt(client, stamp)) return undefined;
  const known = knownLack(client);
  if (known !== undefined) return known;
  const release = await takeLock(`${stamp}.lock`, {
    what: client.name,
    ...(signal && { signal }),
    onWait: ({ pid }) => onProgress(words.builtByAnother(client.name, pid)),
  });
  try {
    return isBuilt(client, stamp) ? undefined : await build(client, stamp, { onProgress, signal });
  } finally {
    await release();
  }
}

function isBuilt(client: Client, stamp: string): boolean {
  if (client.language === 'python' && !hasEnvironment(client.folder)) return false;
  if (!existsSync(stamp)) return false;
  const [hash, ...made] = readFileSync(stamp, 'utf8').split('\n');
  return hash === hashFolder(client.folder) && made.every((name) => existsSync(join(client.folder, name)));
}

/** What a build has left in the folder: without it the client is not built, whatever the stamp says. */
function madeIn(client: Client): string[] {
  const program = client.run[0] ?? '';
  const folders = [...ignored].filter((name) => existsSync(join(client.folder, name)));
  return program.includes('/') ? [...folders, program] : folders;
}

// A source that does not answer costs seconds each time, and the matrix asks for each feature anew.
const lackingMs = 5 * 60_000;
const lacking = new Map<string, { readonly hash: string; readonly until: number; readonly reason: string }>();

function rememberLack(client: Client, hash: string): string {
  const reason = toolWords.needsPackage(client.package, client.version);
  lacking.set(client.folder, { hash, until: performance.now() + lackingMs, reason });
  return reason;
}

function knownLack({ folder }: Client): string | undefined {
  const known = lacking.get(folder);
  if (!known || performance.now() > known.until) return undefined;
  return known.hash === hashFolder(folder) ? known.reason : undefined;
}

interface Building {
  readonly onProgress: (text: string) => void;
  readonly signal: AbortSignal | undefined;
}

async function build(client: Client, stamp: string, { onProgress, signal }: Building): Promise<string | undefined> {
  // What is built is what stands here now: a change while it is built is built the next time.
  const hash = hashFolder(client.folder);
  const commands = client.language === 'python' ? await buildCommands(client.build) : client.build;
  for (const command of commands) {
    onProgress(`${client.name}: ${command.join(' ')}`);
    const env = client.language === 'dotnet' ? dotnetBuildEnvironment : {};
    const ended = await runProgram({ client, command, env, deadlineMs: buildLimitMs, ...(signal && { signal }) });
    const said = ended.stderr + ended.stdout;
    if (ended.code !== 0 && client.language === 'dotnet' && lacksPackage(said)) return rememberLack(client, hash);
    if (ended.code !== 0) return words.doesNotBuild(reasonIn(said) ?? command.join(' '));
  }
  writeFileSync(stamp, [hash, ...madeIn(client)].join('\n'));
  return undefined;
}

// Sources and lock files only: what a build leaves behind stands in the ignored folders.
const ignored = new Set([
  'node_modules',
  '.venv',
  'target',
  'bin',
  'obj',
  'build',
  '__pycache__',
  '.gradle',
  '.ruff_cache',
  '.mypy_cache',
]);

function hashFolder(folder: string): string {
  const hash = createHash('sha256').update(process.version);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }).toSorted((a, b) =>
    join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1,
  )) {
    const path = join(entry.parentPath, entry.name);
    const parts = path.slice(folder.length).split(/[/\\]/);
    if (!entry.isFile() || parts.some((part) => ignored.has(part))) continue;
    hash.update(parts.join('/')).update(readFileSync(path));
  }
  return hash.digest('hex');
}

/** The lines that name an error, or the last ones; undefined where nothing was said. npm ends with where its log is. */
function reasonIn(output: string): string | undefined {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^npm error( A complete log|.*npm help|$)/.test(line));
  const errors = lines.filter((line) => /error|fatal|cannot|failed/i.test(line));
  const said = errors.length > 0 ? errors.slice(0, 3) : lines.slice(-3);
  return said.length > 0 ? said.join(' ').slice(0, 300) : undefined;
}
