// The files of an exercise as `workbook new` lays them out: each says by a TODO what its author writes there. Until then
// `workbook check` names what is missing.

export interface NewExercise {
  /** `05-offsets`, the chapter's key. */
  readonly chapter: string;
  /** `03-read-the-lag`, the exercise's key. */
  readonly key: string;
  readonly title: string;
  /** The slug in camelCase. */
  readonly exportName: string;
}

/** Path (relative to the course, with `/`) and text of each file. Pure. */
export function exerciseFiles({ chapter, key, title, exportName }: NewExercise): Readonly<Record<string, string>> {
  const exercise = `exercises/${chapter}/${key}`;
  const solution = `solutions/${chapter}/${key}`;
  return {
    [`${exercise}.md`]: task(title),
    [`${exercise}.hints.md`]: '## Hint 1\n\nTODO: where to look.\n\n## Hint 2\n\nTODO: what to do.\n',
    [`${exercise}.ts`]: code(exportName, 'TODO: what is to be written.'),
    [`${exercise}.test.ts`]: suite(key, exportName),
    [`${exercise}.words.en.yaml`]: 'tests:\n  does-it: does what is asked\nwords:\n  returned: what it returned\n',
    [`${solution}.ts`]: code(exportName, 'TODO: the solution.'),
    [`${solution}.confluent.ts`]: code(
      exportName,
      "TODO: the solution with Confluent's client; delete the file where it cannot.",
    ),
    [`${solution}.right/differs.ts`]: `// Differs: TODO: how, in something that can be seen at the broker\n${code(exportName, 'TODO: another right answer.')}`,
    [`${solution}.wrong/first-mistake.ts`]: wrong + code(exportName, 'TODO: a plausible mistake.'),
  };
}

const task = (title: string): string => `---
title: ${title}
minutes: 10
kind: write
section: TODO
requirements:
  - id: first
    points: 1
    text: "TODO: one thing that is tested."
---

TODO: the story.

<!-- requirements -->

## Given

TODO: what the suite sets up.
`;

const wrong = '// Breaks: first\n// Expect: returned\n// Kind: TODO, an id from docs/kinds.yaml\n';

const code = (name: string, todo: string): string => `import type { Lab } from '#testkit';

/** TODO: what it does. */
export async function ${name}(lab: Lab): Promise<string> {
  // ${todo}
  throw new Error(\`Nothing is written to \${lab.topic} yet.\`);
}
`;

const suite = (key: string, name: string): string => `import { say, test, verify } from '#testkit';
import { ${name} } from './${key}.ts';

test('does-it', { proves: ['first'] }, async ({ lab, observer, prove }) => {
  await observer.createTopic(lab.topic);
  const returned = await ${name}(lab);
  // TODO: look at the broker.
  await prove('first', () => verify(say('returned'), { expected: lab.topic, received: returned }));
});
`;
