import { chmod, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Language } from '../course/answer.ts';
import { exerciseIdSchema } from '../course/course.ts';
import { workKey } from '../course/work.ts';
import { machineId } from '../../bin/machine-id.mjs';
import { ask } from '../processes/ask.ts';
import { loadCourse } from '../course/load-course.ts';
import { choicePositions } from './choice-positions.ts';
import { progressPath, readProgress, recordProgress } from './progress-file.ts';
import { attemptsAt, noProgress, progressOf } from './progress.ts';

const exercise = exerciseIdSchema.parse('connections/connect');
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbook progress-'));
});
afterEach(async () => rm(folder, { recursive: true, force: true }));

it('is empty where there is no file yet', async () => {
  expect(await readProgress(join(folder, 'new'))).toEqual({ progress: noProgress, damage: undefined });
});

it('keeps entries of exercises that this course does not know', async () => {
  const unknown = exerciseIdSchema.parse('later-chapter/later');
  await recordProgress(folder, [{ type: 'skipped', exercise: unknown }]);
  const { progress } = await recordProgress(folder, [{ type: 'hint-shown', exercise, hints: 1 }]);
  expect(progressOf(progress, unknown).state).toBe('skipped');
});

it('loses nothing when two processes write at once', async () => {
  const module = join(import.meta.dirname, 'progress-file.ts');
  const writer = (name: string) => `
    const { recordProgress } = await import(${JSON.stringify(pathToFileURL(module).href)});
    for (let n = 0; n < 25; n++) {
      await recordProgress(${JSON.stringify(folder)}, [
        { type: 'answered', question: '${name}/' + n, choice: 'a', right: true, at: '2026-11-22T10:00:00.000Z' },
        { type: 'attempted', exercise: 'both/write', passed: false, points: n, at: '2026-11-22T10:00:00.000Z' },
      ]);
    }`;
  await Promise.all(
    ['one', 'two'].map(async (name) => ask(process.execPath, ['--input-type=module', '-e', writer(name)])),
  );
  const { progress } = await readProgress(folder);
  expect(Object.keys(progress.answers)).toHaveLength(50);
  expect(progressOf(progress, exerciseIdSchema.parse('both/write'))).toMatchObject({ attempts: 50, bestPoints: 24 });
});

it.for(['', '{"formatVersion":1', '{"formatVersion":1,"exercises":[]}', 'null'])(
  'sets a corrupt file aside and begins anew where there is no copy: %j',
  async (text) => {
    await writeFile(progressPath(folder), text);
    const { progress, damage } = await recordProgress(folder, [{ type: 'selected', exercise }]);
    expect(progress.current).toBe(exercise);
    const [aside = ''] = /progress\.corrupt[\w.-]+json/.exec(damage ?? '') ?? [];
    expect(damage).toContain('progress begins anew');
    expect(await readFile(join(folder, aside), 'utf8')).toBe(text);
    expect(await readdir(folder)).toEqual(['progress.copy.json', aside, 'progress.json']);
  },
);

const passes = ['connections/connect', 'connections/second', 'connections/third'].map((id) =>
  exerciseIdSchema.parse(id),
);
const passOf = (id: (typeof passes)[number]) =>
  ({ type: 'attempted', exercise: id, passed: true, points: 4, at: '2026-11-22T10:00:00.000Z' }) as const;

const path = () => progressPath(folder);
const notForRoot = process.platform === 'win32' || process.getuid?.() === 0;

it.for([
  { what: 'deleted', harm: () => rm(path()), says: /was gone.*nothing is lost/ },
  { what: 'truncated', harm: () => truncate(path(), 40), says: /could not be read.*nothing is lost/ },
  { what: 'emptied', harm: () => truncate(path(), 0), says: /could not be read.*nothing is lost/ },
  {
    what: 'made a folder',
    harm: async () => rm(path()).then(() => mkdir(path())),
    says: /could not be read.*nothing is lost/,
  },
  ...(notForRoot ? [] : [{ what: 'closed', harm: () => chmod(path(), 0), says: /could not be read.*nothing is lost/ }]),
])('three passes are three passes, although the file is $what after the first or the last', async ({ harm, says }) => {
  for (const at of [1, 3]) {
    await rm(folder, { recursive: true });
    await mkdir(folder);
    const told: (string | undefined)[] = [];
    for (const [n, id] of passes.entries()) {
      told.push((await recordProgress(folder, [passOf(id)])).damage);
      if (n + 1 === at) await harm();
    }
    const next = await readProgress(folder);
    expect(passes.map((id) => progressOf(next.progress, id).state)).toEqual(['passed', 'passed', 'passed']);
    expect([...told, next.damage].filter((each) => each !== undefined)).toEqual([expect.stringMatching(says)]);
    // Said once: from here on the file is whole again.
    expect(await readProgress(folder)).toEqual({ progress: next.progress, damage: undefined });
  }
});

it('keeps a copy of a file of which there is none yet, as soon as it is read', async () => {
  await recordProgress(folder, [{ type: 'selected', exercise }]);
  await rm(join(folder, 'progress.copy.json'));
  await readProgress(folder);
  await rm(path());
  expect((await readProgress(folder)).progress.current).toBe(exercise);
});

it('refuses a file of a newer format and leaves it alone', async () => {
  const text = '{"formatVersion":3,"anything":true}';
  await writeFile(progressPath(folder), text);
  await expect(recordProgress(folder, [{ type: 'selected', exercise }])).rejects.toThrow('A newer version');
  expect(await readFile(progressPath(folder), 'utf8')).toBe(text);
});

it('reads a file of version 1 and keeps everything in it', async () => {
  const passed = { state: 'passed', hintsShown: 2, attempts: 3, gaveUp: false, bestPoints: 4 };
  const times = { firstPassedAt: '2026-01-01T10:00:00.000Z', lastPassedAt: '2026-01-02T10:00:00.000Z' };
  const open = { ...passed, state: 'skipped', firstPassedAt: null, lastPassedAt: null, note: 'mine' };
  const old = {
    formatVersion: 1,
    current: 'connections/connect',
    theme: 'dark',
    exercises: { 'connections/connect': { ...passed, ...times }, 'later/later': open },
    answers: {
      'connections/retry-what': { choice: 1, right: true, tries: 3 },
      'gone/gone': { choice: 2, right: false, tries: 1 },
    },
  };
  await writeFile(progressPath(folder), JSON.stringify(old));
  const at = '2026-11-22T10:00:00.000Z';
  const again = { type: 'answered', question: 'connections/retry-what', choice: 'both', right: false, at } as const;
  const { damage } = await recordProgress(folder, [again]);
  expect(damage).toBeUndefined();
  expect(JSON.parse(await readFile(progressPath(folder), 'utf8'))).toEqual({
    ...old,
    formatVersion: 2,
    exercises: {
      'connections/connect': { ...passed, ...times, languages: ['typescript'] },
      'later/later': { ...open, languages: [] },
    },
    answers: {
      'connections/retry-what': {
        before: 2,
        history: [
          { at: null, choice: 'you-limited-number-times', right: true },
          { at, choice: 'both', right: false },
        ],
      },
      'gone/gone': { before: 0, history: [{ at: null, choice: 'position-2', right: false }] },
    },
  });
});

it('keeps what a workbook of the same version has added', async () => {
  const added = { formatVersion: 2, current: null, exercises: {}, answers: {}, classroom: { room: 7 } };
  await writeFile(progressPath(folder), JSON.stringify(added));
  const { progress } = await recordProgress(folder, [{ type: 'selected', exercise }]);
  expect(progress).toEqual({ ...added, current: exercise });
  expect(JSON.parse(await readFile(progressPath(folder), 'utf8'))).toEqual({ ...added, current: exercise });
});

it('remembers each language in which an exercise was passed', async () => {
  const pass = { type: 'attempted', exercise, passed: true, points: 4, at: '2026-11-22T10:00:00.000Z' } as const;
  const { progress } = await recordProgress(folder, [pass, { ...pass, language: 'go' }, pass]);
  expect(progressOf(progress, exercise).languages).toEqual(['typescript', 'go']);
});

it('counts attempts in each language, and as TypeScript what an older workbook counts', async () => {
  const inLanguage = (language: Language) => attemptsAt(progress, workKey({ exercise, language }));
  const old = { state: 'pending', hintsShown: 0, attempts: 3, gaveUp: false, firstPassedAt: null, lastPassedAt: null };
  const entry = { ...old, bestPoints: 0, languages: [] };
  const file = { formatVersion: 2, current: null, exercises: { [exercise]: entry }, answers: {} };
  await writeFile(progressPath(folder), JSON.stringify(file));
  const tried = { type: 'attempted', exercise, passed: false, points: 0, at: '2026-11-22T10:00:00.000Z' } as const;
  const { progress } = await recordProgress(folder, [
    { ...tried, language: 'go' },
    tried,
    { ...tried, language: 'go' },
  ]);
  expect(progressOf(progress, exercise)).toMatchObject({ attempts: 6, attemptsIn: { go: 2 } });
  expect((['typescript', 'go', 'java'] as const).map(inLanguage)).toEqual([4, 2, 0]);
});

it('knows every choice by the place where it stood while answers were kept by position', () => {
  const questions = loadCourse().chapters.flatMap(({ slug, lesson }) =>
    lesson.questions.map(({ id, choices }) => [`${slug}/${id}`, choices.map((choice) => choice.id)] as const),
  );
  for (const [key, positions] of Object.entries(choicePositions)) {
    const choices = questions.find(([question]) => question === key)?.[1] ?? positions;
    expect(choices.toSorted()).toEqual(expect.arrayContaining(positions.toSorted()));
  }
  expect(Object.keys(choicePositions)).toHaveLength(22);
});

it('takes over the lock of a workbook that was killed', async () => {
  const gone = { pid: 2 ** 22 + 1, host: machineId(), started: '', what: '', token: 'gone' };
  await writeFile(join(folder, 'progress.lock'), JSON.stringify(gone));
  const { progress } = await recordProgress(folder, [{ type: 'selected', exercise }]);
  expect(progress.current).toBe(exercise);
});

it('says at once that nothing can be written, and does not wait for a lock', async () => {
  const file = join(folder, 'a file where the folder belongs');
  await writeFile(file, '');
  const began = performance.now();
  await expect(recordProgress(file, [{ type: 'selected', exercise }])).rejects.toMatchObject({ code: 'EEXIST' });
  expect(performance.now() - began).toBeLessThan(2_000);
});
