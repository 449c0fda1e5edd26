import { existsSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { WorkbookError } from '../workbook-error.ts';
import { words } from './words.ts';

const include = /^<<< ([\w./-]+)(?:#([\w-]+))?( bad)?$/gm;

/**
 * Replaces each line `<<< path` or `<<< path#region` by a fenced block with that file's text, or the part between
 * `// #region name` and `// #endregion`. Code in a lesson is thereby code that runs. ` bad` at the end of the line marks code
 * that is wrong on purpose. A Markdown file, such as a table made from results, stands in the line's place as it is.
 * @throws WorkbookError where the file or the region does not exist.
 */
export function expandIncludes(markdown: string, root: string): string {
  return markdown.replace(include, (_, path: string, region?: string, bad = '') => {
    const file = join(root, path);
    if (!existsSync(file)) throw missing(words.noFile(path));
    const text = readFileSync(file, 'utf8').replace(/\r\n/g, '\n');
    if (extname(path) === '.md') return text.trimEnd();
    const code = region ? cutRegion(text, region) : text;
    if (code === undefined) throw missing(words.noRegion(path, region ?? ''));
    const title = region ? `${path}#${region}` : path;
    return `\`\`\`${extname(path).slice(1)} title="${title}"${bad}\n${code.trimEnd()}\n\`\`\``;
  });
}

/** The files that a text includes, in its order. */
export function includedFiles(markdown: string): string[] {
  return [...markdown.matchAll(include)].map(([, path = '']) => path);
}

function cutRegion(text: string, region: string): string | undefined {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => new RegExp(`^\\s*(//|#) #region ${region}\\s*$`).test(line));
  if (start < 0) return undefined;
  const end = lines.findIndex((line, at) => at > start && /^\s*(\/\/|#) #endregion/.test(line));
  return dedent(lines.slice(start + 1, end < 0 ? undefined : end));
}

function dedent(lines: string[]): string {
  const depths = lines.filter((line) => line.trim()).map((line) => line.length - line.trimStart().length);
  const depth = Math.min(...depths);
  return lines.map((line) => line.slice(depth)).join('\n');
}

function missing(what: string): WorkbookError {
  return new WorkbookError(words.includes(what), { next: words.includesNext });
}
