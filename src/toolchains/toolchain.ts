// The languages of the programs that are built and run, and the tools that this takes.
import { ask } from '../processes/ask.ts';
import { text as setup } from '../setup/words.ts';
import { findPython } from '../setup/find-python.ts';
import { commandFor } from './command-for.ts';
import { words } from './words.ts';

export const languages = ['node', 'python', 'go', 'java', 'dotnet'] as const;
export const tools = ['node', 'npm', 'python', 'go', 'java', 'maven', 'cxx', 'dotnet'] as const;
type Tool = (typeof tools)[number];

/** A folder that holds a program. */
export interface ProgramFolder {
  /** Unique among all programs: its build is kept under this name. */
  readonly name: string;
  readonly folder: string;
  readonly language: (typeof languages)[number];
  readonly needs: readonly { readonly tool: Tool; readonly atLeast?: string | undefined }[];
  /** Commands that make it ready to run, and the one that runs it, each as its words. */
  readonly build: readonly (readonly string[])[];
  readonly run: readonly string[];
  /** The package that it is there to use, as its registry names it, and the version; not there where it uses none. */
  readonly package?: string | undefined;
  readonly version?: string | undefined;
}

/** How each tool tells its version. The Node that runs the workbook is the Node of the programs. */
const versionCommands: Record<Exclude<Tool, 'python'>, string[]> = {
  node: [process.execPath, '--version'],
  npm: ['npm', '--version'],
  go: ['go', 'version'],
  java: ['javac', '--version'],
  maven: ['mvn', '--version'],
  cxx: ['c++', '--version'],
  dotnet: ['dotnet', '--version'],
};

const known = new Map<Tool, Promise<string | undefined>>();

/** The tool's version, or undefined where the tool is not installed. Asked once a process. */
export function toolVersion(tool: Tool): Promise<string | undefined> {
  let answer = known.get(tool);
  if (!answer) known.set(tool, (answer = tool === 'python' ? pythonVersion() : askVersion(versionCommands[tool])));
  return answer;
}

/** How to get what a program lacks on this machine; undefined where its documentation is not ours to repeat. */
export function howToGet(reason: string): string | undefined {
  return reason.startsWith(words.needsTool('dotnet', undefined, undefined))
    ? setup.doctor.dotnetInstall(process.platform)
    : undefined;
}

/** "needs go 1.26" where a tool of the program is missing or too old, undefined where all are there. */
export async function missingTool(program: Pick<ProgramFolder, 'needs'>): Promise<string | undefined> {
  for (const { tool, atLeast } of program.needs) {
    const found = await toolVersion(tool);
    if (!found || (atLeast && isOlder(found, atLeast))) return words.needsTool(tool, atLeast, found);
  }
  return undefined;
}

// A Python without its venv module carries no program.
async function pythonVersion(): Promise<string | undefined> {
  return findPython().then(
    ({ version }) => version,
    () => undefined,
  );
}

async function askVersion(command: string[]): Promise<string | undefined> {
  const { file, args, ...how } = commandFor(command);
  try {
    const { stdout, stderr } = await ask(file, args, { ...how, timeout: 20_000 });
    return /\d+(\.\d+)+/.exec(stdout + stderr)?.[0];
  } catch {
    return undefined;
  }
}

/** Compares dotted versions number by number. */
export function isOlder(found: string, atLeast: string): boolean {
  const have = found.split('.').map(Number);
  for (const [at, number] of atLeast.split('.').map(Number).entries()) {
    const difference = (have[at] ?? 0) - number;
    if (difference !== 0) return difference < 0;
  }
  return false;
}
