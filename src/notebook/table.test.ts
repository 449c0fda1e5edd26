import { expect, test } from 'vitest';
import { tableBundle } from './table.ts';

test('plain text has a line for each row, numbers to the right', () => {
  const rows = [
    { partition: 0, offset: 12, key: 'tea' },
    { partition: 10, offset: 7, key: null },
  ];
  expect(tableBundle(rows)['text/plain']).toBe(
    ['partition  offset  key', '─────────  ──────  ────', '        0      12  tea', '       10       7  null'].join(
      '\n',
    ),
  );
});

test('HTML shows every column of every row, and nothing of what a value holds as markup', () => {
  const html = tableBundle([{ a: '<b>&' }, { b: 1.25 }])['text/html'];
  expect(html).toContain('<td style="text-align: left">&lt;b&gt;&amp;</td>');
  expect(html).toContain('<td style="text-align: right">1.3</td>');
});

test('a table without rows says so', () => {
  expect(tableBundle([])['text/plain']).toBe('(no rows)');
});

test('a number that JSON cannot hold is shown', () => {
  expect(tableBundle([{ id: 12n, list: [1n, 2] }])['text/plain']).toContain('12  1, 2');
});
