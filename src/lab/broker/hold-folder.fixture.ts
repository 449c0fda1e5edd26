// A folder that can neither be renamed nor removed, as on Windows while a file in it is open.
import { execFileSync } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { dirname } from 'node:path';

const root = process.getuid?.() === 0;

/** Whether this system can be made to behave so: a test that needs it runs only then. */
export const canHold = process.platform === 'linux' || (process.platform === 'darwin' && !root);

/** Holds a folder; what it returns lets it go. Root may do whatever it likes to a folder, but not to a mounted one. */
export async function holdFolder(folder: string): Promise<() => Promise<void>> {
  if (root) {
    execFileSync('mount', ['--bind', folder, folder]);
    return async () => void execFileSync('umount', [folder]);
  }
  await chmod(dirname(folder), 0o555);
  return () => chmod(dirname(folder), 0o755);
}
