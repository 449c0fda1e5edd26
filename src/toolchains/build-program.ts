import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from '../../bin/lock.mjs';
import { stateFolder } from '../project.ts';
import { dotnetBuildEnvironment, lacksPackage } from './dotnet.ts';
import { words } from './words.ts';
import { buildCommands, hasEnvironment } from './python-environment.ts';
import { runProgram } from './run-program.ts';
import { missingTool, type ProgramFolder } from './toolchain.ts';

const buildLimitMs = 15 * 60_000;

/**
 * Makes the program ready to run. A folder that has not changed since its last build costs a hash of its files.
 * Of two processes that come at once, one builds and the other waits for it. A signal that aborts ends the build.
 * @returns why it cannot run ("needs go 1.26", "needs KafkaFlow 4.2.0 from NuGet", or the failed build's last words), or
 * undefined when it is ready.
 */
export async function buildProgram(
  program: ProgramFolder,
  onProgress: (text: string) => void = () => {},
  signal?: AbortSignal,
): Promise<string | undefined> {
  const missing = await missingTool(program);
  if (missing) return missing;
  const stamp = join(stateFolder, 'clients', `${program.name}.built`);
  if (isBuilt(program, stamp)) return undefined;
  const known = knownLack(program);
  if (known !== undefined) return known;
  const release = await takeLock(`${stamp}.lock`, {
    what: program.name,
    ...(signal && { signal }),
    onWait: ({ pid }) => onProgress(words.builtByAnother(program.name, pid)),
  });
  try {
    return isBuilt(program, stamp) ? undefined : await build(program, stamp, { onProgress, signal });
  } finally {
    await release();
  }
}

function isBuilt(program: ProgramFolder, stamp: string): boolean {
  if (program.language === 'python' && !hasEnvironment(program.folder)) return false;
  if (!existsSync(stamp)) return false;
  const [hash, ...made] = readFileSync(stamp, 'utf8').split('\n');
  return hash === hashFolder(program.folder) && made.every((name) => existsSync(join(program.folder, name)));
}

/** What a build has left in the folder: without it the program is not built, whatever the stamp says. */
function madeIn(program: ProgramFolder): string[] {
  const main = program.run[0] ?? '';
  const folders = [...madeByBuilds].filter((name) => existsSync(join(program.folder, name)));
  // A compiler gives its program the ending that Windows asks for.
  const made = existsSync(join(program.folder, `${main}.exe`)) ? `${main}.exe` : main;
  return main.includes('/') ? [...folders, made] : folders;
}

// A source that does not answer costs seconds each time, and the matrix asks for each feature anew.
const lackingMs = 5 * 60_000;
const lacking = new Map<string, { readonly hash: string; readonly until: number; readonly reason: string }>();

function rememberLack({ folder, package: name, version }: ProgramFolder, hash: string): string {
  const reason = words.needsPackage(name, version);
  lacking.set(folder, { hash, until: performance.now() + lackingMs, reason });
  return reason;
}

function knownLack({ folder }: ProgramFolder): string | undefined {
  const known = lacking.get(folder);
  if (!known || performance.now() > known.until) return undefined;
  return known.hash === hashFolder(folder) ? known.reason : undefined;
}

interface Building {
  readonly onProgress: (text: string) => void;
  readonly signal: AbortSignal | undefined;
}

async function build(
  program: ProgramFolder,
  stamp: string,
  { onProgress, signal }: Building,
): Promise<string | undefined> {
  // What is built is what stands here now: a change while it is built is built the next time.
  const hash = hashFolder(program.folder);
  const commands = program.language === 'python' ? await buildCommands(program.build) : program.build;
  for (const command of commands) {
    onProgress(`${program.name}: ${command.join(' ')}`);
    const env = program.language === 'dotnet' ? dotnetBuildEnvironment : {};
    const ended = await runProgram({ program, command, env, deadlineMs: buildLimitMs, ...(signal && { signal }) });
    const said = ended.stderr + ended.stdout;
    if (ended.code !== 0 && program.language === 'dotnet' && lacksPackage(said)) return rememberLack(program, hash);
    if (ended.code !== 0) return words.doesNotBuild(reasonIn(said) ?? command.join(' '));
  }
  writeFileSync(stamp, [hash, ...madeIn(program)].join('\n'));
  return undefined;
}

/** Folders in which a build leaves what it makes; the rest are sources and lock files. */
export const madeByBuilds: ReadonlySet<string> = new Set([
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
    if (!entry.isFile() || parts.some((part) => madeByBuilds.has(part))) continue;
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
