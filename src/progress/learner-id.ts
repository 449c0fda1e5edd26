import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A name for the learner of this checkout that says nothing of who they are, kept in the state folder. What is drawn by lot for
 * each learner, and stays so, is drawn by it. Where the folder cannot be written all are one learner.
 */
export async function learnerId(folder: string): Promise<string> {
  const path = join(folder, 'learner-id');
  const known = await readFile(path, 'utf8').catch(() => '');
  if (known.trim()) return known.trim();
  const fresh = randomUUID();
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(path, `${fresh}\n`, { flag: 'wx' });
    return fresh;
  } catch {
    // Another process was faster, or nothing can be written here.
    return (await readFile(path, 'utf8').catch(() => '')).trim() || 'learner';
  }
}
