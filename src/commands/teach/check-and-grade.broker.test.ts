// The two commands as they are typed, on copies of the fixture course, in a folder with a space in its name.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { projectRoot } from '../../project.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'a course '));
  cpSync(join(projectRoot, 'tests/fixtures/course'), root, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

async function workbook(...args: string[]): Promise<{ code: number; document: unknown }> {
  const { brokers } = inject('workbook').connection;
  const env = { ...process.env, WORKBOOK_COURSE: root, KAFKA_BOOTSTRAP_SERVERS: brokers.join(',') };
  const child = spawn(process.execPath, [join(projectRoot, 'src/cli.ts'), '--json', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? -1)));
  const document: unknown = JSON.parse(await readAll(child.stdout));
  return { code: await ended, document };
}

const path = (inside: string): string => join(root, inside);
const stub = 'exercises/01-basics/02-read-in-a-group.ts';
const solution = 'solutions/01-basics/02-read-in-a-group';

function copyRenamed(from: string, to: string): void {
  const code = readFileSync(path(from), 'utf8');
  writeFileSync(
    path(to),
    code.replaceAll('readInAGroup', 'readItAgain').replaceAll('02-read-in-a-group', '03-read-it-again'),
  );
}

const problem = (words: string) => expect.objectContaining({ where: '1/2', problem: expect.stringContaining(words) });

test('a sound exercise passes the check', { timeout: 120_000 }, async () => {
  const { code, document } = await workbook('check', '1/2');
  expect(document).toMatchObject({ ok: true, findings: [{ severity: 'warning' }] });
  expect(code).toBe(0);
});

test('a solution that fails once, and not when it runs alone, is a warning', { timeout: 120_000 }, async () => {
  const code = readFileSync(path(`${solution}.ts`), 'utf8');
  const once = [
    "import { existsSync, writeFileSync } from 'node:fs';",
    `const flag = ${JSON.stringify(path('was here'))};`,
    "if (!existsSync(flag)) { writeFileSync(flag, ''); throw new Error('not yet'); }",
  ];
  writeFileSync(path(`${solution}.ts`), `${once.join('\n')}\n${code}`);
  const checked = await workbook('check', '1/2');
  const unsteady = {
    severity: 'warning',
    unsteady: true,
    where: '1/2',
    problem: expect.stringMatching(/^once, and not when.*not yet/s),
  };
  expect(checked).toMatchObject({
    code: 0,
    document: { ok: true, findings: expect.arrayContaining([expect.objectContaining(unsteady)]) },
  });
});

test('a stub and a wrong answer that pass fail the check', { timeout: 120_000 }, async () => {
  cpSync(path(`${solution}.ts`), path(stub));
  cpSync(path(`${solution}.ts`), path(`${solution}.wrong/commits-nothing.ts`));
  const { code, document } = await workbook('check', '1/2');
  expect(document).toMatchObject({
    ok: false,
    findings: expect.arrayContaining([
      problem('its stub passes'),
      problem('wrong/commits-nothing passes'),
      problem('its stub holds no TODO'),
      problem('commits-nothing.ts does not say // Expect:'),
    ]),
  });
  expect(code).toBe(1);
});

test('a solution that solves the neighbour too fails the check', { timeout: 120_000 }, async () => {
  const twin = 'exercises/01-basics/03-read-it-again';
  for (const ending of ['.md', '.hints.md', '.ts', '.test.ts', '.words.en.yaml']) {
    copyRenamed(`exercises/01-basics/02-read-in-a-group${ending}`, `${twin}${ending}`);
  }
  copyRenamed(`${solution}.ts`, 'solutions/01-basics/03-read-it-again.ts');
  const task = path('exercises/01-basics/02-read-in-a-group.md');
  const neighbours = 'neighbours: [basics/send-a-record, basics/read-it-again]\n';
  writeFileSync(task, readFileSync(task, 'utf8').replace('requirements:\n', `${neighbours}requirements:\n`));
  const { document } = await workbook('check', '1/2');
  expect(document).toMatchObject({
    ok: false,
    findings: expect.arrayContaining([problem('wrong/solves basics/read-it-again instead passes')]),
  });
  expect(JSON.stringify(document)).not.toContain('send-a-record instead passes');
});

test('a folder of submissions is graded learner by learner', { timeout: 120_000 }, async () => {
  const submit = (learner: string, code: string): void => {
    mkdirSync(path(`handed in/${learner}/01-basics`), { recursive: true });
    writeFileSync(path(`handed in/${learner}/01-basics/02-read-in-a-group.ts`), code);
  };
  cpSync(path(`${solution}.ts`), path('handed in/ada/exercises/01-basics/02-read-in-a-group.ts'));
  submit('bob', 'export async function readInAGroup() { process.exit(0); }');
  mkdirSync(path('handed in/cy'));
  // None of these ends the grading of the others.
  mkdirSync(path('handed in/dora/01-basics/02-read-in-a-group.ts'), { recursive: true });
  mkdirSync(path('handed in/eve/01-basics'), { recursive: true });
  if (process.platform !== 'win32') execFileSync('mkfifo', [path('handed in/eve/01-basics/02-read-in-a-group.ts')]);
  writeFileSync(path('handed in/finn.zip'), '');
  const { code, document } = await workbook('grade', '--submissions', path('handed in'), '1/2');
  expect(document).toMatchObject({
    learners: [
      { learner: 'ada', points: 4, maxPoints: 4, passed: 1 },
      { learner: 'bob', points: 0, results: [{ status: 'failed' }] },
      { learner: 'cy', points: 0, results: [{ status: 'failed', message: 'There is no file 02-read-in-a-group.ts.' }] },
      {
        learner: 'dora',
        results: [{ status: 'failed', message: 'Not handed in: 02-read-in-a-group.ts is a folder and no file.' }],
      },
      { learner: 'eve', results: [{ status: 'failed', message: expect.stringMatching(/is a pipe|There is no file/) }] },
    ],
    remarks: ['finn.zip is left out: it is an archive. Unpack it into a folder of its own.'],
  });
  expect(code).toBe(1);
});
