import { relative } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectRoot } from '../project.ts';
import { WorkbookError } from '../workbook-error.ts';
import { words } from './words.ts';

// Notepad begins a file with a byte order mark.
/** Splits a Markdown file that opens with `---`, YAML, `---`, and checks the YAML against the schema. */
export function parseFrontMatter<T extends z.ZodType>(text: string, schema: T, path: string) {
  const match = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(text);
  if (!match) throw broken(path, words.noFrontMatter);
  return { data: parseYaml(match[1] ?? '', schema, path), body: match[2] ?? '' };
}

/** Parses YAML from a content file; a mistake names the file and the field. */
export function parseYaml<T extends z.ZodType>(text: string, schema: T, path: string): z.infer<T> {
  let raw: unknown;
  try {
    raw = parse(text);
  } catch (cause) {
    throw broken(path, words.noYaml(String(cause).split('\n', 1).join()), cause);
  }
  const parsed = schema.safeParse(raw);
  if (!parsed.success) throw broken(path, parsed.error.issues.map(mistake).join('; '));
  return parsed.data;
}

const mistake = ({ path, message }: z.core.$ZodIssue): string =>
  `${path.length > 0 ? `field ${path.map(String).join('.')}: ` : ''}${message.replace(/^Invalid input: /, '')}`;

function broken(path: string, reason: string, cause?: unknown): WorkbookError {
  return new WorkbookError(words.broken(relative(projectRoot, path), reason), {
    next: words.brokenNext(relative(projectRoot, path)),
    cause,
  });
}
