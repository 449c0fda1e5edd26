import { expect, it } from 'vitest';
import { renderLesson } from './lesson-text.ts';

const look = {
  columns: 40,
  paint: (_: unknown, text: string): string => text,
  colourCode: (code: string, language: string): string => code.replaceAll('const', `<${language}>`),
};
const question = {
  id: 'why',
  ask: 'Why `null`?',
  choices: [
    { id: 'so', say: 'So.', why: 'x' },
    { id: 'not', say: 'Not.', right: true as const, why: 'y' },
  ],
};
const render = (markdown: string): string => renderLesson({ markdown, questions: [question], number: 4 }, look);

const diagram = (label: string): string =>
  render(`\`\`\`mermaid\nflowchart LR\n  accTitle: Way\n  accDescr: From A to B.\n  A[${label}] --> B\n\`\`\``);

it('code is coloured and names its file, and says where it is wrong on purpose', () => {
  expect(render('```ts title="lessons/04-a/x.ts#r"\nconst a = 1;\n```')).toBe('  lessons/04-a/x.ts\n    <ts> a = 1;');
  expect(render('```ts title="lessons/04-a/x.ts" bad\nx\n```')).toBe('  Wrong on purpose · lessons/04-a/x.ts\n    x');
});

it('output names the program that printed it, and is not coloured', () => {
  expect(render('```output lessons/04-a/x.ts mask="a bad \\d"\nconst 1\n```')).toBe(
    '  lessons/04-a/x.ts prints\n    const 1',
  );
});

it('a question is asked without its answer', () => {
  const asked = render('```question\nid: why\nask: …\nchoices: …\n```');
  expect(asked).toContain('Predict: Why null?\n1. So.\n2. Not.\n');
  expect(asked).toContain('quiz 4');
  expect(asked).not.toContain('right');
});

it('a diagram is drawn where it fits, and told in words where not', () => {
  expect(diagram('A')).toMatch(/^Diagram: Way\n┌[\s\S]*│ A ├─+►│ B │/);
  expect(diagram('a name that is longer than forty columns are wide')).toBe('Diagram: Way\nFrom A to B.');
});

it('a closed box stands open between two lines', () => {
  const lines = render('a\n\n::: other-client\nIt throws.\n:::\n\nb').split('\n');
  expect(lines).toEqual([
    'a',
    '',
    expect.stringMatching(/^── With Confluent’s client ─+$/),
    'It throws.',
    '─'.repeat(40),
    '',
    'b',
  ]);
});

it('a table fits the width, its cells wrapped', () => {
  const lines = render(
    '| name | what it is |\n| --- | --: |\n| `acks` | who must have the record before the broker answers |\n',
  ).split('\n');
  expect(lines).toEqual([
    'name  what it is',
    '────  ──────────────────────────────────',
    'acks  who must have the record before',
    '      the broker answers',
    '',
  ]);
});
