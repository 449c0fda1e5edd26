// What the screen says while the progress file comes to harm, and what the next start knows.
import { cp, mkdir, mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { exercisesOf } from '../course/course.ts';
import { progressPath, readProgress, recordProgress } from '../progress/progress-file.ts';
import { progressOf } from '../progress/progress.ts';
import { projectRoot } from '../project.ts';
import { eventually } from '../testkit/eventually.ts';
import { openSession } from './open-session.ts';

const noBroker = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('no broker'))));

it.for([
  { what: 'deleted', harm: (path: string) => rm(path), says: 'The progress file was gone' },
  { what: 'truncated', harm: (path: string) => truncate(path, 30), says: 'The progress file could not be read' },
  {
    what: 'replaced by a folder',
    harm: async (path: string) => rm(path).then(() => mkdir(path)),
    says: 'The progress file', // It may be seen as gone before the folder is there.
  },
])('a session says that its progress file was $what, and the next one knows three passes', async ({ harm, says }) => {
  const root = await mkdtemp(join(tmpdir(), 'workbook session-'));
  onTestFinished(async () => rm(root, { recursive: true, force: true }));
  await cp(join(projectRoot, 'tests/fixtures/course'), root, { recursive: true });
  const state = join(root, '.workbook');
  await mkdir(state);
  const opened = await openSession({ root, state, poll: false, findBroker: noBroker });
  const exercises = exercisesOf(opened.course());
  const said: string[] = [];
  opened.session.subscribe((_, event) => {
    if (event.type === 'effect-failed') said.push(event.detail);
  });
  for (const [at, { id }] of exercises.entries()) {
    const pass = { type: 'attempted', exercise: id, passed: true, points: 1, at: '2026-11-22T10:00:00.000Z' } as const;
    await recordProgress(state, [pass]);
    if (at !== 1) continue;
    await harm(progressPath(state));
    // Not every system tells of a file that has become a folder: what the learner does next finds out.
    opened.session.dispatch({ type: 'select', exercise: exercises[2]?.id ?? id });
    await eventually(() => said.some((each) => each.includes(says)), {
      within: 10_000,
      describe: says,
      seen: () => said.join(' '),
    });
  }
  await opened[Symbol.asyncDispose]();
  const { progress } = await readProgress(state);
  expect(exercises.map(({ id }) => progressOf(progress, id).state)).toEqual(['passed', 'passed', 'passed']);
});
