import { relative } from 'node:path';
import { readFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import type { Course } from '../course/course.ts';
import { pairNotebooks } from './pair-notebooks.ts';

/**
 * Makes every .ipynb of the course anew from its .ts. Returns those that changed, relative to the course.
 * @throws WorkbookError where jupytext is missing or cannot read a notebook.
 */
export async function syncNotebooks({ root, chapters }: Course, signal?: AbortSignal): Promise<string[]> {
  const sources = chapters.flatMap(({ notebook }) => (notebook ? [notebook.source] : []));
  const changed: string[] = [];
  for (const { source, notebook } of await pairNotebooks(sources, signal)) {
    const path = source.replace(/\.ts$/, '.ipynb');
    const now = await readFile(path, 'utf8').catch(() => undefined);
    if (now?.replaceAll('\r\n', '\n') === notebook) continue;
    await writeFileAtomic(path, notebook);
    changed.push(relative(root, path).replaceAll('\\', '/'));
  }
  return changed;
}
