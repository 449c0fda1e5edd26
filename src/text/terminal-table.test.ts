import { expect, it } from 'vitest';
import { renderTable, splitTables } from './terminal-table.ts';

const rows = [
  ['name', 'default', 'what it limits'],
  ['requestTimeout', '30,000', 'the time until an answer is there'],
];

it('a table is found in its text, its escaped bars kept', () => {
  const source = 'a\n\n| x | y |\n| --- | --: |\n| 1 \\| 2 | `b` |\n\nz | no table\n';
  expect(splitTables(source)).toEqual([
    'a\n\n',
    [
      ['x', 'y'],
      ['1 | 2', '`b`'],
    ],
    '\nz | no table\n',
  ]);
});

it('cells are wrapped between words where the line would be too long', () => {
  expect(renderTable(rows, 44)).toEqual([
    'name            default  what it limits',
    '──────────────  ───────  ───────────────────',
    'requestTimeout  30,000   the time until an',
    '                         answer is there',
  ]);
});

it('where words would be broken, each row is a list of its own', () => {
  expect(renderTable(rows, 26)).toEqual([
    'requestTimeout',
    '  default: 30,000',
    '  what it limits: the time',
    '  until an answer is there',
  ]);
});

it('the width of a cell is what is seen of it, without its colours', () => {
  const red = '\u001B[31mred\u001B[39m';
  expect(
    renderTable(
      [
        ['a', 'b'],
        [red, 'x'],
      ],
      40,
    )[2],
  ).toBe(`${red}  x`);
});
