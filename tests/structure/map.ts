// ARCHITECTURE.md's file map as data: its rooms, and the arrows between them that it allows.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/project.ts';
import type { Import } from './imports.ts';

export interface Room {
  /** `src/kafka/`, or a file that is a room of its own: `src/cli.ts`. */
  readonly path: string;
  /** Names of rooms, without src/. */
  readonly imports: readonly string[];
  /** Those of `imports` that are to go; the map says why. */
  readonly forNow: readonly string[];
  /** May import every room. */
  readonly all: boolean;
}

/** What every room may import; these import nothing of other rooms. */
export const common = ['project.ts', 'workbook-error.ts', 'text', 'processes'];

/** The table under "## File map". */
export function readMap(markdown = readFileSync(join(projectRoot, 'ARCHITECTURE.md'), 'utf8')): Room[] {
  const section = /^## File map$(?<text>[\s\S]*?)^## /m.exec(markdown)?.groups?.['text'] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.flatMap((line) => {
    const cells = line.split('|').slice(1, -1);
    const arrows = readArrows(cells.at(-1) ?? '');
    return [...(cells[0] ?? '').matchAll(/`([^`]+)`/g)].map(([, path = '']) => ({ path, ...arrows }));
  });
}

// `kafka, testkit (for now: its Observer)`; a dash where there are none.
function readArrows(cell: string): Omit<Room, 'path'> {
  const words = [...cell.matchAll(/(?<name>[\w.-]+)(?<why> \([^)]*\))?/g)].map(({ groups }) => groups ?? {});
  const names = words.map(({ name = '' }) => name);
  return {
    all: names.includes('everything'),
    imports: names.filter((name) => name !== 'everything'),
    forNow: words.filter(({ why }) => why?.startsWith(' (for now: ')).map(({ name = '' }) => name),
  };
}

/** The room that a file stands in: the part of its path that has a row of its own, or should have. */
export function roomOf(file: string): string {
  const [top = '', second = ''] = file.split('/');
  if (!file.includes('/')) return '.';
  if (top !== 'src') return `${top}/`;
  return file.split('/').length > 2 ? `src/${second}/` : file;
}

/** A room as the map's last column names it: `kafka`, `bin`, `project.ts`. */
export const nameOf = (path: string): string => path.replace(/^src\//, '').replace(/\/$/, '');

/** Tests and what only they use. They may borrow from every room: no other file imports them. */
export const isTest = (file: string): boolean => /\.(test|fixture)\.ts$/.test(file) && file.startsWith('src/');

/** Arrows between rooms, each with an import that is one. */
export function arrowsOf(imports: readonly Import[]): (Import & { readonly example: string })[] {
  const arrows = new Map<string, Import & { readonly example: string }>();
  for (const { from, to } of imports) {
    const arrow = { from: nameOf(roomOf(from)), to: nameOf(roomOf(to)), example: `${from} → ${to}` };
    if (arrow.from !== arrow.to && !isTest(from)) arrows.set(`${arrow.from} → ${arrow.to}`, arrow);
  }
  return [...arrows.values()];
}
