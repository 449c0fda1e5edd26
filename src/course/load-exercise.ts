import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkbookError } from '../workbook-error.ts';
import { loadAnswers } from './answer.ts';
import type { Exercise } from './course.ts';
import { parseFrontMatter } from './front-matter.ts';
import { readOr, titleFrom } from './stand-in.ts';
import { exerciseIdSchema, pointsOf, readHints, renderTask, taskFrontMatter, type TaskFrontMatter } from './task.ts';

/** Reads one exercise: its task and hints, and where its other files are. */
export function loadExercise(root: string, chapter: string, key: string): Exercise {
  const stem = join(root, 'exercises', chapter, key);
  const slug = key.slice(3);
  const { data, body, ...broken } = readTask(`${stem}.md`, slug);
  const hints = `${stem}.hints.md`;
  return {
    ...data,
    ...broken,
    id: exerciseIdSchema.parse(`${chapter.slice(3)}/${slug}`),
    label: `${Number(chapter.slice(0, 2))}/${Number(key.slice(0, 2))}`,
    chapter,
    number: Number(key.slice(0, 2)),
    slug,
    exportName: slug.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    points: pointsOf(data.requirements),
    body: body.trim(),
    task: renderTask(body, data.requirements).trim(),
    hints: existsSync(hints) ? readHints(readFileSync(hints, 'utf8')) : [],
    answers: loadAnswers({ exercise: stem, solution: join(root, 'solutions', chapter, key) }),
    files: {
      task: `${stem}.md`,
      hints,
      stub: `${stem}.ts`,
      suite: `${stem}.test.ts`,
      words: `${stem}.words.en.yaml`,
    },
  };
}

interface Task {
  readonly data: TaskFrontMatter;
  readonly body: string;
  readonly trouble?: WorkbookError;
}

function readTask(path: string, slug: string): Task {
  return readOr(
    (): Task => parseFrontMatter(readFileSync(path, 'utf8'), taskFrontMatter, path),
    (trouble) => ({
      data: { ...nothing, title: titleFrom(slug) },
      body: `${trouble.message}\n\nNext: ${trouble.next}`,
      trouble,
    }),
  );
}

const nothing: Omit<TaskFrontMatter, 'title'> = {
  minutes: 0,
  kind: 'write',
  section: '',
  fast: false,
  requirements: [],
  after: [],
  needs: [],
  neighbours: [],
  kinds: {},
};
