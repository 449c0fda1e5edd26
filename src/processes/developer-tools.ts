// macOS has commands that are no programs: /usr/bin/git and /usr/bin/python3 open a window that offers Apple's developer tools
// where these are not installed. A learner who has done nothing must not see it.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

interface System {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly exists: (file: string) => boolean;
  /** Whether the tools are installed. */
  readonly hasTools: () => Promise<boolean>;
}

let tools: Promise<boolean> | undefined;
const hasTools = (): Promise<boolean> =>
  (tools ??= promisify(execFile)('xcode-select', ['-p']).then(
    () => true,
    () => false,
  ));

/** Whether a command may be started without a window that nobody has asked for. */
export async function isSafeToRun(command: string, system: Partial<System> = {}): Promise<boolean> {
  const given = { platform: process.platform, env: process.env, exists: existsSync, hasTools, ...system };
  if (given.platform !== 'darwin') return true;
  const folders = (given.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const file = command.includes('/') ? command : folders.map((each) => join(each, command)).find(given.exists);
  return file === undefined || !file.startsWith('/usr/bin/') || (await given.hasTools());
}
