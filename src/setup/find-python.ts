// Finds a Python that can carry the workbook's environment.
import { existsSync } from 'node:fs';
import { z } from 'zod';
import { ask } from '../processes/ask.ts';
import { WorkbookError } from '../workbook-error.ts';
import { isSafeToRun } from '../processes/developer-tools.ts';
import { text } from './words.ts';

const oldest = [3, 10] as const;

const answerSchema = z.strictObject({
  executable: z.string(),
  version: z.tuple([z.number(), z.number(), z.number()]),
  venv: z.boolean(),
  ensurepip: z.boolean(),
  pip: z.string().nullable(),
});
type Answer = z.infer<typeof answerSchema>;

export interface Python {
  /** The interpreter itself, with no link or shim in between: an environment made from it survives a change of PATH. */
  readonly path: string;
  /** Such as 3.12.4. */
  readonly version: string;
  /** It can put pip into an environment; Debian leaves that to the package python3-venv. */
  readonly ensurepip: boolean;
  /** The version of its own pip, if it has one that can work on another environment (22.3 and later). */
  readonly pip: boolean;
}

const question = `
import importlib.util as u, json, os, sys
has = lambda name: u.find_spec(name) is not None
try:
    from pip import __version__ as pip
except Exception:
    pip = None
print(json.dumps(dict(executable=os.path.realpath(sys.executable), version=list(sys.version_info[:3]), venv=has('venv'), ensurepip=has('ensurepip'), pip=pip)))
`;

/**
 * The first Python >= 3.10 of WORKBOOK_PYTHON, python3, python and, on Windows, the py launcher.
 * Throws a WorkbookError that says whether there is none, one that is too old, or one without its venv module.
 */
export async function findPython(env: NodeJS.ProcessEnv = process.env): Promise<Python> {
  const found: Answer[] = [];
  for (const command of candidates(env)) {
    if (!(await isSafeToRun(command[0], { env }))) continue;
    const answer = await askPython(command, env);
    if (answer === undefined) continue;
    if (isNewEnough(answer) && answer.venv && (answer.ensurepip || canUsePip(answer))) return toPython(answer);
    found.push(answer);
  }
  throw explain(found, env);
}

function candidates(env: NodeJS.ProcessEnv): readonly (readonly [string, ...string[]])[] {
  const given = env['WORKBOOK_PYTHON'];
  if (given !== undefined) return [[given]];
  return process.platform === 'win32' ? [['python'], ['python3'], ['py', '-3']] : [['python3'], ['python']];
}

async function askPython(
  [command, ...args]: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
): Promise<Answer | undefined> {
  try {
    const { stdout } = await ask(command, [...args, '-I', '-c', question], { env, timeout: 20_000 });
    return answerSchema.parse(JSON.parse(stdout));
  } catch {
    // Not there, not a Python 3, or a shim of a version manager that has none to offer.
    return undefined;
  }
}

function toPython({ executable, version, ensurepip, pip }: Answer): Python {
  return { path: lastingPath(executable), version: version.join('.'), ensurepip, pip: canUsePip({ pip }) };
}

/** Homebrew removes the folder of a version at each upgrade, and keeps a link to the newest one of its line. */
export function lastingPath(executable: string, exists = existsSync): string {
  const link = executable.replace(/\/Cellar\/(python@[\d.]+)\/[^/]+\//, '/opt/$1/');
  return exists(link) ? link : executable;
}

function canUsePip({ pip }: Pick<Answer, 'pip'>): boolean {
  const [major = 0, minor = 0] = (pip ?? '').split('.').map(Number);
  return major > 22 || (major === 22 && minor >= 3);
}

function isNewEnough({ version: [major, minor] }: Answer): boolean {
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

function explain(found: readonly Answer[], env: NodeJS.ProcessEnv): WorkbookError {
  const fresh = found.find(isNewEnough);
  if (fresh !== undefined) {
    const { executable, version } = fresh;
    return new WorkbookError(text.python.noVenv(executable), {
      next: text.python.noVenvNext(version.slice(0, 2).join('.')),
    });
  }
  const old = found[0];
  const message =
    old === undefined
      ? text.python.none(env['WORKBOOK_PYTHON'])
      : text.python.old(old.executable, old.version.join('.'));
  return new WorkbookError(`${message} ${text.without.python}`, { next: text.python.next(process.platform) });
}
