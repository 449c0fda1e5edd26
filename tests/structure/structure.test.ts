import { expect, test } from 'vitest';
import { circles, importsOf, projectFiles, wordsOf } from './imports.ts';
import { arrowsOf, common, isTest, nameOf, readMap, roomOf } from './map.ts';

const files = projectFiles();
const imports = importsOf(files);
const map = readMap();
const arrows = arrowsOf(imports);
const rooms = new Map(map.map((room) => [nameOf(room.path), room]));

test('Imports are read in all their forms', () => {
  const code = `import a from './a.ts'; import type { B } from "./b.ts"; export * from './c.ts';
    export type { D } from './d.ts'; const e = await import('./e.ts'); // import './f.ts'
    const g = "import './g.ts'"; import './h.ts';`;
  expect(wordsOf('x.ts', code).filter((word) => word !== '')).toEqual(
    ['a', 'b', 'h', 'c', 'd', 'e'].map((name) => `./${name}.ts`),
  );
  expect(imports.length).toBeGreaterThan(1_000);
});

test('A circle is found, with the way around it', () => {
  const edges = ['ab', 'bc', 'cb', 'ad', 'da', 'xx'].map(([from = '', to = '']) => ({ from, to }));
  expect(circles(edges)).toEqual([
    ['b', 'c', 'b'],
    ['a', 'd', 'a'],
    ['x', 'x'],
  ]);
});

test('The map reads as rooms with arrows', () => {
  const table =
    '## File map\n\n| folder | holds | imports |\n| `src/a/`, `src/b/` | x | kafka, c (for now: why, and how) |\n\n## Next';
  expect(readMap(table)).toEqual(
    ['src/a/', 'src/b/'].map((path) => ({ path, all: false, imports: ['kafka', 'c'], forNow: ['c'] })),
  );
  expect(readMap('## File map\n| `src/m/` | | everything |\n## x')[0]).toMatchObject({ all: true, imports: [] });
});

test('No file imports itself on a way round', () => {
  expect(circles(imports).map((circle) => circle.join(' → '))).toEqual([]);
});

test('Every folder and every file beside the rooms has a row in the map, and every row has a folder', () => {
  const there = new Set(files.map(roomOf).filter((room) => !room.startsWith('.') && !room.endsWith('.test.ts')));
  expect(map.map(({ path }) => path).toSorted()).toEqual([...there].toSorted());
});

test('Every import between rooms is one that the map allows', () => {
  const forbidden = arrows.filter(({ from, to }) => {
    const room = rooms.get(from);
    return from !== '.' && !room?.all && !common.includes(to) && !room?.imports.includes(to);
  });
  expect(forbidden.map(({ from, to, example }) => `${from} may not import ${to}: ${example}`)).toEqual([]);
});

test('The map allows no arrow that no import needs', () => {
  const taken = new Set(arrows.map(({ from, to }) => `${from} → ${to}`));
  const allowed = [...rooms].flatMap(([from, room]) => room.imports.map((to) => `${from} → ${to}`));
  expect(allowed.filter((arrow) => !taken.has(arrow))).toEqual([]);
});

test('Rooms have floors: no arrow runs back, but for those that are to go', () => {
  const lasting = arrows.filter(({ from, to }) => !rooms.get(from)?.forNow.includes(to));
  expect(circles(lasting).map((circle) => circle.join(' → '))).toEqual([]);
});

test('What every room may import imports no other room than the ground floor', () => {
  const outward = arrows.filter(({ from, to }) => common.includes(from) && ![...common, 'bin'].includes(to));
  expect(outward.map(({ example }) => example)).toEqual([]);
});

test('Nothing that runs imports a test, or what only tests use', () => {
  const borrowed = imports.filter(({ from, to }) => from.startsWith('src/') && !isTest(from) && isTest(to));
  expect(borrowed).toEqual([]);
});
