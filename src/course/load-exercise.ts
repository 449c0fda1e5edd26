import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import type { WorkbookError } from '../workbook-error.ts';
import { exerciseIdSchema, taskFrontMatter, type Exercise, type WrongAnswer } from './course.ts';
import { parseFrontMatter } from './front-matter.ts';
import { readOr, titleFrom } from './stand-in.ts';

/** Reads one exercise: its task and hints, and where its other files are. */
export function loadExercise(root: string, chapter: string, key: string): Exercise {
  const stem = join(root, 'exercises', chapter, key);
  const answer = join(root, 'solutions', chapter, key);
  const slug = key.slice(3);
  const { data, body, ...broken } = readTask(`${stem}.md`, slug);
  const [task = '', ...hints] = body.split(/^## Hint \d+[^\n]*\n/m).map((part) => part.trim());
  return {
    ...data,
    ...broken,
    id: exerciseIdSchema.parse(`${chapter.slice(3)}/${slug}`),
    label: `${Number(chapter.slice(0, 2))}/${Number(key.slice(0, 2))}`,
    chapter,
    number: Number(key.slice(0, 2)),
    slug,
    exportName: slug.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    task,
    hints,
    files: {
      task: `${stem}.md`,
      stub: `${stem}.ts`,
      suite: `${stem}.test.ts`,
      solution: `${answer}.ts`,
      confluent: existsSync(`${answer}.confluent.ts`) ? `${answer}.confluent.ts` : undefined,
      wrong: loadWrongAnswers(`${answer}.wrong`),
    },
  };
}

interface Task {
  readonly data: z.infer<typeof taskFrontMatter>;
  readonly body: string;
  readonly trouble?: WorkbookError;
}

function readTask(path: string, slug: string): Task {
  return readOr(
    (): Task => parseFrontMatter(readFileSync(path, 'utf8'), taskFrontMatter, path),
    (trouble) => ({
      data: { title: titleFrom(slug), minutes: 0, points: 0, kind: 'write', section: '', fast: false },
      body: `${trouble.message}\n\nNext: ${trouble.next}`,
      trouble,
    }),
  );
}

// A wrong answer opens with `// Expect: <words of the message that must reject it>`.
function loadWrongAnswers(folder: string): WrongAnswer[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .toSorted()
    .map((name) => {
      const path = join(folder, name);
      const expect = /^\/\/ Expect: (.+)$/m.exec(readFileSync(path, 'utf8'))?.[1] ?? '';
      return { name: basename(name, '.ts'), path, expect };
    });
}
