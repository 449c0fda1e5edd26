// Questions that come back and the glossary, at the terminal.
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { copyCourse } from '../course.fixture.ts';

describe('questions that come back', () => {
  it('are asked a day after a wrong answer, and tell so to a program', async () => {
    await using own = await copyCourse();
    expect(await own.run('review')).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to review') });
    await appendFile(own.path('lessons/01-basics.md'), question);
    const history = [{ at: '2026-01-01T00:00:00.000Z', choice: 'nowhere', right: false }];
    const answers = { 'basics/where': { history, before: 0 } };
    await mkdir(own.path('.workbook'), { recursive: true });
    await writeFile(
      own.path('.workbook/progress.json'),
      JSON.stringify({ formatVersion: 2, current: null, exercises: {}, answers }),
    );
    expect(JSON.parse((await own.run('review', '--json')).stdout)).toEqual({ due: ['basics/where'] });
    expect(await own.run('review')).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/From “Basics”[\s\S]*Where/),
    });
  });
});

const question = `
\`\`\`question
id: where
ask: Where does it go?
choices:
  - { id: topic, say: To a topic., right: true, why: So it is. }
  - { id: nowhere, say: Nowhere., why: It is stored. }
\`\`\`
`;

describe('the glossary', () => {
  it('says what a word means in any spelling, and what to do about one that it lacks', async () => {
    await using own = await copyCourse();
    await mkdir(own.path('docs'));
    await writeFile(
      own.path('docs/words.yaml'),
      '- { word: lag, also: [LAG_ERROR], means: How far behind., section: basics#sending }\n',
    );
    const said = 'lag also: LAG_ERROR\nHow far behind.\nMore: lessons/01-basics.md#sending';
    expect(await own.run('glossary', 'lag error')).toMatchObject({ code: 0, stdout: expect.stringContaining(said) });
    expect(await own.run('glossary')).toMatchObject({ code: 0, stdout: expect.stringContaining(said) });
    expect(await own.run('glossary', 'hurry')).toMatchObject({ code: 2, stderr: expect.stringContaining('"hurry"') });
  });
});
