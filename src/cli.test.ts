import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cli, copyCourse, runCli, type CourseCopy } from './commands/course.fixture.ts';

let course: CourseCopy;
const first = 'exercises/01-basics/01-send-a-record.ts';

beforeAll(async () => {
  course = await copyCourse();
});
afterAll(async () => course[Symbol.asyncDispose]());
beforeEach(async () => rm(course.path('.workbook'), { recursive: true, force: true }));

describe('exit codes', () => {
  it.for([
    [0, ['list']],
    [0, ['--help']],
    [1, ['solution', '1/1']],
    [2, ['lst']],
    [2, ['hint', '9/9']],
    [2, ['hint', '--loud']],
    [2, ['watch', '--json']],
    [3, ['run', '1/1', '--broker', 'given']],
  ] as const)('is %i for %j', async ([code, args]) => {
    expect((await runCli(args, { ...course.env, KAFKA_BOOTSTRAP_SERVERS: '' })).code).toBe(code);
  });
});

describe('a misuse', () => {
  it('says where the use is explained', async () => {
    const { stdout, stderr } = await course.run('hint', '--loud', '--json');
    expect(stderr).toBe("Unknown option '--loud'\nNext: see how it is used: npm run workbook -- hint --help\n");
    expect(JSON.parse(stdout)).toMatchObject({ error: "Unknown option '--loud'" });
  });

  it('of a test that a suite has not ends before a broker is looked for', async () => {
    const { code, stderr } = await course.run('run', '1/1', '--test', 'no-such-test', '--broker', 'given');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(/^No test of 1\/1 has "no-such-test" in its name\.\nNext: Its tests are: [a-z-]+/),
    });
  });
});

describe('suggestions', () => {
  it.for([
    [['lst'], 'Did you mean list?'],
    [['broker', 'strt'], 'did you mean npm run workbook -- broker start?'],
    [['hint', 'send-a-recrd'], 'did you mean send-a-record?'],
    [['read', 'basic'], 'did you mean basics?'],
    [['test', 'unti'], 'did you mean unit?'],
  ] as const)('has the nearest to %j', async ([args, suggestion]) => {
    expect((await course.run(...args)).stderr).toContain(suggestion);
  });
});

describe('grade', () => {
  it('says before it grades that a format takes one learner', async () => {
    await using own = await copyCourse();
    await Promise.all(['ann', 'bob'].map((name) => mkdir(own.path('in', name, '01-basics'), { recursive: true })));
    const args = ['--submissions', own.path('in'), '--format', 'classroom50', '--broker', 'given'];
    const { code, stderr } = await runCli(['grade', ...args], { ...own.env, KAFKA_BOOTSTRAP_SERVERS: '' });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('one learner at a time') });
  });
});

describe('hint', () => {
  it('shows one more at each call and remembers', async () => {
    expect(JSON.parse((await course.run('hint', '1/1', '--json')).stdout)).toMatchObject({
      hints: ['Look at send().'],
      left: 1,
    });
    const second = await course.run('hint', '1/1');
    expect(second.stdout).toContain('Hint 2 of 2\nIt returns metadata.');
    expect(second.stdout).toContain('solution 1/1 --give-up');
  });
});

describe('solution', () => {
  it('stays closed before a pass and opens for those who give up', async () => {
    expect(await course.run('solution', '1/1')).toMatchObject({ code: 1, stdout: '' });
    const { stdout } = await course.run('solution', '1/1', '--give-up');
    expect(stdout).toContain('+  const producer = new Kafka');
    expect(stdout).toContain('-  return -1;');
    expect((await course.run('solution', '1/1', '--client', 'confluent')).stdout).toContain(
      '@confluentinc/kafka-javascript',
    );
  });

  it('says where there is none with the other client', async () => {
    const { code, stderr } = await course.run('solution', '1/2', '--give-up', '--client', 'confluent');
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('no solution with @confluentinc'),
    });
  });
});

describe('reset', () => {
  it('brings back the exercise as a content update left it', async () => {
    await using own = await copyCourse();
    const [stub, suite] = [own.path(first), own.path(first.replace('.ts', '.test.ts'))];
    await own.run('list');
    const updated = `${await readFile(stub, 'utf8')}// TODO: and say so\n`;
    await Promise.all([writeFile(stub, updated), appendFile(suite, '// stricter\n')]);
    await own.run('list');
    await writeFile(stub, '// mine\n');
    await own.run('reset', '1/1');
    expect(await readFile(stub, 'utf8')).toBe(updated);
  });

  it('keeps the attempt, brings it back, and swaps again', async () => {
    const path = course.path(first);
    const original = await readFile(path, 'utf8');
    await course.run('list');
    await writeFile(path, '// mine\n');
    expect((await course.run('reset', '1/1')).stdout).toContain('is as it was handed out');
    expect(await readFile(path, 'utf8')).toBe(original);
    await writeFile(path, '// second thoughts\n');
    await course.run('reset', '1/1', '--undo');
    expect(await readFile(path, 'utf8')).toBe('// mine\n');
    await course.run('reset', '1/1', '--undo');
    expect(await readFile(path, 'utf8')).toBe('// second thoughts\n');
    await course.run('reset', '1/1');
    expect(await readFile(path, 'utf8')).toBe(original);
    expect(await course.run('reset', '1/1')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/nothing to reset[^]*reset 1\/1 --undo/),
    });
  });

  it('goes back and forth between the only attempt and the original', async () => {
    await using own = await copyCourse();
    const path = own.path(first);
    const original = await readFile(path, 'utf8');
    await own.run('list');
    await writeFile(path, '// mine\n');
    await own.run('reset', '1/1');
    for (const [text, said] of [
      ['// mine\n', 'Your earlier attempt at exercise 1/1 is back.'],
      [original, 'Exercise 1/1 is as it was handed out.\nWhat was in the file is kept in'],
      ['// mine\n', 'Your earlier attempt at exercise 1/1 is back.'],
    ] as const) {
      expect((await own.run('reset', '1/1', '--undo')).stdout).toContain(said);
      expect(await readFile(path, 'utf8')).toBe(text);
    }
    expect(await readdir(own.path('.workbook/attempts/basics/send-a-record'))).toHaveLength(1);
  });

  it('says what to do where the attempt cannot be kept', async () => {
    await using own = await copyCourse();
    await own.run('list');
    await writeFile(own.path(first), '// mine\n');
    await writeFile(own.path('.workbook', 'attempts'), 'a file where the folder belongs');
    const { code, stderr } = await own.run('reset', '1/1');
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining('Next: move it away') });
    expect(await readFile(own.path(first), 'utf8')).toBe('// mine\n');
  });

  it('knows the original after the learner has committed their work', async () => {
    await using own = await copyCourse();
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
        cwd: own.root,
        stdio: 'pipe',
      });
    const original = await readFile(own.path(first), 'utf8');
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '-m', 'course');
    await own.run('list');
    await writeFile(own.path(first), '// mine\n');
    git('commit', '--quiet', '--all', '-m', 'my work');
    await own.run('reset', '1/1');
    expect(await readFile(own.path(first), 'utf8')).toBe(original);
  });
});

describe('a lesson that is broken', () => {
  it('is told of by the list and by who needs it, and leaves the others alone', async () => {
    await using own = await copyCourse();
    await own.run('list');
    await writeFile(own.path('lessons/01-basics.md'), '---\ntitle: Basics\n---\n');
    const said = /01-basics\.md is broken: field summary: .*\n\s*Next: correct the file, or bring it back with: git/;
    expect(await own.run('list')).toMatchObject({ code: 0, stdout: expect.stringMatching(said), stderr: '' });
    expect(await own.run('quiz', '1')).toMatchObject({ code: 3, stderr: expect.stringMatching(said) });
    expect(await own.run('read', '1')).toMatchObject({ code: 0, stdout: expect.stringContaining('is broken') });
    expect(await own.run('hint', '1/1')).toMatchObject({ code: 0, stdout: expect.stringContaining('Look at send().') });
    expect(await own.run('next')).toMatchObject({ code: 0, stdout: expect.stringContaining('1/1 Send a record') });
  });
});

describe('a task that is broken', () => {
  it('is told of by the list and by who needs it, and leaves the others alone', async () => {
    await using own = await copyCourse();
    await writeFile(own.path(first.replace('.ts', '.md')), 'No front matter.\n');
    const said = /01-send-a-record\.md is broken: it must open with front matter/;
    expect(await own.run('list')).toMatchObject({ code: 0, stdout: expect.stringMatching(said) });
    for (const args of [['hint', '1/1'], ['run', '1/1'], ['grade', '1/1'], ['grade']]) {
      const { code, stderr } = await own.run(...args);
      expect({ args, code, stderr }).toEqual({ args, code: 3, stderr: expect.stringMatching(said) });
    }
    expect((await own.run('hint', '1/2')).code).toBe(0);
  });
});

describe('progress', () => {
  it('goes on from its copy beside a file that cannot be read, which is kept', async () => {
    await course.run('hint', '1/1');
    await writeFile(course.path('.workbook', 'progress.json'), '{"formatVersion":1,');
    expect((await course.run('skip', '1/1')).stderr).toContain('It is kept as .workbook/progress.corrupt-');
    const names = await readdir(course.path('.workbook'));
    expect(names.filter((name) => name.startsWith('progress.')).toSorted()).toEqual([
      'progress.copy.json',
      expect.stringMatching(/^progress\.corrupt-.*\.json$/),
      'progress.json',
    ]);
  });

  it('costs a warning, not the command, where nothing can be written', async () => {
    await writeFile(course.path('.workbook'), 'a file where the folder belongs');
    const { code, stdout, stderr } = await course.run('hint', '1/1');
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('Look at send().') });
    expect(stderr).toMatch(/^Your progress could not be saved: .* is where a folder belongs.* Next: move it away.*\n$/);
  });

  it('moves to the next exercise that is open', async () => {
    await course.run('skip');
    expect(JSON.parse((await course.run('next', '--json')).stdout)).toMatchObject({ label: '1/2' });
    const { stdout } = await course.run('list');
    expect(stdout).toMatch(/1\/1 .*skipped/);
    expect(stdout).toMatch(/1\/2 .*you are here/);
  });
});

describe('output', () => {
  it('has colours only where they are wanted', async () => {
    const coloured = { ...course.env, NO_COLOR: '', FORCE_COLOR: '1' };
    const escape = '\u001b[';
    expect((await runCli(['list'], coloured)).stdout).toContain(escape);
    expect((await runCli(['list', '--plain'], coloured)).stdout).not.toContain(escape);
    expect((await course.run('list')).stdout).not.toContain(escape);
  });

  it('ends quietly when its reader has seen enough', async () => {
    const child = spawn(process.execPath, [cli, 'list'], { env: course.env, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let errors = '';
    child.stderr.on('data', (chunk) => (errors += String(chunk)));
    const [code] = await once(child, 'close');
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
  });
});
