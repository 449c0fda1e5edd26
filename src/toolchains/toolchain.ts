import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { text as setup } from '../setup/en.ts';
import { findPython } from '../setup/find-python.ts';
import type { Client, tools } from '../comparison/contract/client.ts';
import { words } from './en.ts';

const run = promisify(execFile);
type Tool = (typeof tools)[number];

/** How each tool tells its version. The Node that runs the workbook is the Node of the clients. */
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

/** How to get what a client lacks on this machine; undefined where its documentation is not ours to repeat. */
export function howToGet(reason: string): string | undefined {
  return reason.startsWith(words.needsTool('dotnet', undefined, undefined))
    ? setup.doctor.dotnetInstall(process.platform)
    : undefined;
}

/** "needs go 1.26" where a tool of the client is missing or too old, undefined where all are there. */
export async function missingTool(client: Client): Promise<string | undefined> {
  for (const { tool, atLeast } of client.needs) {
    const found = await toolVersion(tool);
    if (!found || (atLeast && isOlder(found, atLeast))) return words.needsTool(tool, atLeast, found);
  }
  return undefined;
}

// A Python without its venv module carries no client.
async function pythonVersion(): Promise<string | undefined> {
  return findPython().then(
    ({ version }) => version,
    () => undefined,
  );
}

async function askVersion([file = '', ...args]: string[]): Promise<string | undefined> {
  try {
    const { stdout, stderr } = await run(file, args, { timeout: 20_000, shell: process.platform === 'win32' });
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
