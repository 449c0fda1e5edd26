import { expect, it } from 'vitest';
import { readHints, renderTask } from './task.ts';

const requirement = (id: string, text: string) => ({ id, text, points: 1 });

it('shows the requirements as a list where their mark stands', () => {
  const requirements = [requirement('a', 'One `$&`,\nin two lines.'), requirement('b', 'Two.')];
  expect(renderTask('Story.\n\n<!-- requirements -->\n\n## Given\n\nA topic.', requirements)).toBe(
    'Story.\n\n- One `$&`,\n  in two lines.\n- Two.\n\n## Given\n\nA topic.',
  );
});

it('reads each hint under its heading', () => {
  expect(readHints('## Hint 1\n\nLook.\n\n## Hint 2\r\n\r\nLook there:\n\n### Sub\n')).toEqual([
    'Look.',
    'Look there:\n\n### Sub',
  ]);
  expect(readHints('')).toEqual([]);
});
