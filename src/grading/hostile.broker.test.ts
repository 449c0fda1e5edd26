// None of the hostile files changes a verdict, or ends anything but its own process: in watch mode, where one process makes
// the verdicts of many runs, in `run` and `grade`, where each has its own, and where there is no PID namespace.
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { learnersFile, mainSolution } from '../course/answer.ts';
import { exercisesOf, type Exercise } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { projectRoot } from '../project.ts';
import { eventually } from '../testkit/eventually.ts';
import { processOnly } from '../testkit/process/isolation.ts';
import { createGrader, type GradeJob, type Grader, type GraderOptions } from './grader.ts';
import { copyingFiles, hostileFiles } from './hostile-files.fixture.ts';
import type { Result } from './result.ts';

const course = join(projectRoot, 'tests/fixtures/course');
const exercise = firstExercise();

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile '));
  for (const name of ['mine', 'theirs']) await mkdir(join(folder, name));
  await symlink(join(course, 'solutions/01-basics'), join(folder, 'mine/solutions'));
  await writeFile(join(folder, 'theirs/01-send-a-record.ts'), await readFile(mainSolution(exercise).path));
});
afterAll(async () => rm(folder, { recursive: true }));

const start = async (options: Omit<GraderOptions, 'broker'>): Promise<Grader> =>
  createGrader({ broker: { connection: inject('workbook').connection, env: {} }, ...options });

async function hand(grader: Grader, code: string, more: Partial<GradeJob> = {}): Promise<Result> {
  const path = join(folder, 'mine', `answer-${(count += 1)}.ts`);
  await writeFile(path, code);
  return grader.grade({ exercise, subject: learnersFile(path), ...more });
}
let count = 0;

function firstExercise(): Exercise {
  const [first] = exercisesOf(loadCourse(course));
  if (!first) throw new Error('The fixture course has lost an exercise.');
  return first;
}

const wordsOf = ({ message, tests }: Result): string => message ?? tests.find((each) => each.message)?.message ?? '';

// What else a namespace could change.
const onProcesses = hostileFiles.filter(({ name }) => /kills|opens|stops|leaves|junk|closes/.test(name));

describe.for([
  { mode: 'watch mode', options: { warm: true }, files: hostileFiles },
  { mode: 'run and grade', options: {}, files: hostileFiles },
  { mode: 'watch mode without a namespace', options: { warm: true, isolation: processOnly }, files: onProcesses },
])('in $mode', ({ options, files }) => {
  let grader: Grader;
  beforeAll(async () => {
    grader = await start(options);
  });
  afterAll(async () => grader[Symbol.asyncDispose]());

  test.for(files)('a file that $name decides nothing', { timeout: 120_000 }, async ({ code, says }) => {
    const result = await hand(grader, code);
    expect(result).toMatchObject({ points: 0, status: 'failed' });
    expect(wordsOf(result)).toMatch(says ?? /./);
    const after = await grader.grade({ exercise, subject: mainSolution(exercise) });
    expect(after).toMatchObject({ status: 'passed', message: null });
  });
});

test('another’s answer is closed, and each way to it ends in a sentence', { timeout: 120_000 }, async () => {
  await using grader = await start({ parallel: 2 });
  const submitted = { folder: join(folder, 'mine'), among: folder };
  for (const { name, code, says } of copyingFiles(join(folder, 'theirs/01-send-a-record.ts'))) {
    const result = await hand(grader, code, { submitted });
    expect({ name, points: result.points, words: wordsOf(result) }).toEqual({
      name,
      points: 0,
      words: expect.stringMatching(says),
    });
  }
});

test.runIf(process.platform === 'linux').for([
  { kind: 'as far as this machine can', options: {} },
  { kind: 'by the mark of the run', options: { isolation: processOnly } },
])(
  'what a file leaves running is gone two seconds after the verdict: $kind',
  { timeout: 60_000 },
  async ({ options }) => {
    await using grader = await start(options);
    const seconds = `${6_000 + process.pid}.${options.isolation ? 1 : 2}`;
    const result = await hand(
      grader,
      `import { spawn } from 'node:child_process';
export async function sendARecord(lab) {
  const script = 'trap "" TERM HUP; (setsid sleep ${seconds} &) ; sleep ${seconds}';
  const child = spawn('setsid', ['sh', '-c', script], { detached: true, stdio: 'ignore' });
  child.unref();
  while (sleepers() < 2) await new Promise(setImmediate);
  lab.log('left two behind');
  return 0;
}
import { readdirSync, readFileSync } from 'node:fs';
const sleepers = () => readdirSync('/proc').filter((name) => /^\\d+$/.test(name) && command(name) === ['sleep', '${seconds}', ''].join('\\0')).length;
function command(pid) {
  try { return readFileSync('/proc/' + pid + '/cmdline', 'utf8'); } catch { return ''; }
}`,
    );
    expect(result.tests[0]).toMatchObject({ state: 'failed', output: 'left two behind' });
    await eventually(async () => (await sleepersOf(seconds)).length === 0, {
      within: 2_000,
      describe: 'what the file has left behind to be gone',
      seen: () => 'it still runs',
    });
  },
);

async function sleepersOf(seconds: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = pids.map(async (pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''));
  return (await Promise.all(commands)).filter((command) => command.startsWith('sleep') && command.includes(seconds));
}
