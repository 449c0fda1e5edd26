import { join } from 'node:path';
import { stripVTControlCharacters, styleText } from 'node:util';
import { expect, it } from 'vitest';
import { exercisesOf } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { requirementWith, resultWith, testWith } from '../grading/result.fixture.ts';
import { projectRoot } from '../project.ts';
import { applyToProgress, noProgress } from '../progress/progress.ts';
import { frame } from './frame.ts';
import type { Scene } from './scene.ts';
import type { Look } from './look.ts';
import { outline } from './outline.ts';
import { inTypeScript } from './step.fixture.ts';
import type { SessionState } from './session.ts';
import { plainView } from './view.ts';

const course = loadCourse(join(projectRoot, 'tests', 'fixtures', 'course'));
const [first, second] = exercisesOf(course).map(({ id }) => id);
if (!first || !second) throw new Error('The fixture course has at least two exercises.');

const state: SessionState = {
  exercises: outline(course),
  progress: noProgress,
  current: first,
  languages: {},
  run: { status: 'idle' },
  results: {},
  deleted: [],
  broker: { status: 'ready', source: 'embedded', label: 'embedded Kafka 4.4.0 on 127.0.0.1:34721', brokers: [] },
  setup: [{ name: 'JupyterLab', status: 'running', detail: 'downloading 42 %' }],
  notice: undefined,
  queued: [],
  lastRun: 0,
  ended: false,
};

const failed = resultWith({
  exercise: first,
  status: 'failed',
  durationMs: 420,
  requirements: [requirementWith('key', 'not-met', 6), requirementWith('place', 'met', 4)],
  points: 4,
  tests: [
    testWith({
      id: 'writes-a-record',
      title: 'writes a record with the key that it was given and with no other',
      state: 'failed',
      message: 'the key of the record: expected "order-7",\n  received null.\nUsually: the key stands beside the value',
      output: 'sending',
      durationMs: 12,
    }),
  ],
});

const coloured: Look = {
  columns: 80,
  rows: 30,
  colour: true,
  paint: (style, text) => styleText(style, text, { validateStream: false }),
};

const draw = (change: Partial<SessionState>, look: Partial<Look> = {}, scene: Partial<Scene> = {}): string[] =>
  frame({
    state: { ...state, ...change },
    view: plainView,
    course,
    look: { ...coloured, ...look },
    solution: undefined,
    ...scene,
  }).map((line) => stripVTControlCharacters(line));

const tried = applyToProgress(noProgress, { type: 'attempted', exercise: first, passed: false, points: 0, at: '' });

it.for([40, 80, 120])('fits into %i columns, whatever is shown', (columns) => {
  const screens = [
    draw({}, { columns }),
    draw({ results: { [first]: failed }, progress: tried }, { columns }),
    draw({ notice: { kind: 'file-deleted', exercise: first }, deleted: [inTypeScript(first)] }, { columns }),
    draw(
      { broker: { status: 'failed', message: 'No broker. '.repeat(20), next: 'npm run workbook -- doctor' } },
      { columns },
    ),
    draw({}, { columns }, { view: { panel: 'none', list: second } }),
    draw({}, { columns }, { view: { panel: 'solution', list: undefined }, solution: '+ const line = 1;'.repeat(12) }),
  ];
  expect(screens.flat().filter((line) => line.length > columns)).toEqual([]);
});

it('shows the task of an exercise that was never tried', () => {
  expect(draw({}).join(' ')).toContain('It writes one record with the key that it is given.');
});

it('keeps the indents of a message and of a long name', () => {
  expect(draw({ results: { [first]: failed }, progress: tried }, { columns: 44 })).toEqual(
    expect.arrayContaining([
      '✗ writes a record with the key that it was',
      '  given and with no other',
      '      received null.',
    ]),
  );
});

it('shows its own verdict while the page runs another exercise', () => {
  const other = draw({
    results: { [first]: failed },
    run: { status: 'running', run: 1, work: inTypeScript(second), tests: [] },
  });
  expect(other.join('\n')).toContain('0 of 1 tests passed');
  expect(other.join('\n')).not.toContain('Checking');
});

it('shows what became of each requirement, in the words of the task', () => {
  const lines = draw({ results: { [first]: failed } }).join('\n');
  expect(lines).toContain('✗ 0/6 not met: It writes one record with the key that it is given.');
  expect(lines).toContain('✓ 4/4 It returns the partition that the record went to.');
});

it('shows what happens to the brokers of a drill while it runs', () => {
  const phases = [{ kind: 'frozen', broker: 1 } as const];
  const drill = draw({ run: { status: 'running', run: 2, work: inTypeScript(first), tests: [], phases } });
  expect(drill.join('\n')).toContain('broker 1 is frozen');
});

it('keeps awaited tests in their place while it checks again', () => {
  const again = draw({
    results: { [first]: failed },
    run: { status: 'running', run: 2, work: inTypeScript(first), tests: [] },
  });
  expect(again).toContain('· writes a record with the key that it was given and with no other');
});

it('shows as much of a long list as fits around the cursor', () => {
  const lines = draw({}, { rows: 6 }, { view: { panel: 'none', list: second } });
  expect(lines.length).toBeLessThanOrEqual(6);
  expect(lines.join('\n')).toContain('❯ ○ 1/2');
});
