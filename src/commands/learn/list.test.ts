import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { copyCourse, runCli } from '../course.fixture.ts';

describe('an exercise that the course has no longer', () => {
  const task = ['exercises', '01-basics', '01-send-a-record.md'] as const;

  it('is neither gone on with, listed nor counted; what was done in it stands apart', async () => {
    await using own = await copyCourse();
    await own.run('hint', '1/1');
    const before = await readFile(own.path(...task), 'utf8');
    await writeFile(own.path(...task), before.replace('---\n', '---\ndeprecated: true\n'));
    const { stdout } = await own.run('list');
    expect(stdout).toContain('0 of 2 exercises passed, 0 of 6 points');
    expect(stdout).toMatch(/No longer part of the course, and not counted:\n +1\/1 .*\n[^]*Go on with 1\/2/);
    expect(stdout.match(/1\/1/g)).toHaveLength(1);
    const listed = JSON.parse((await own.run('list', '--json')).stdout);
    expect(listed.deprecated).toMatchObject([{ id: 'basics/send-a-record', hintsShown: 1 }]);
    expect(JSON.parse((await own.run('next', '--json')).stdout)).toMatchObject({ label: '1/2' });
    expect((await own.run('hint', '1/1')).stdout).toContain('Hint 2 of 2');
  });
});

describe('an exercise that needs more than a broker', () => {
  it('says what it needs, and why it cannot have it', async () => {
    await using own = await copyCourse();
    const task = own.path('exercises', '01-basics', '02-read-in-a-group.md');
    await writeFile(task, (await readFile(task, 'utf8')).replace('---\n', '---\nneeds: [secured]\n'));
    const { stdout } = await runCli(['list'], { ...own.env, KAFKA_BOOTSTRAP_SERVERS: '' });
    expect(stdout).toMatch(/1\/2 .*needs users with permissions/);
    expect(stdout).not.toContain('Not here');
    const given = await runCli(['list'], { ...own.env, KAFKA_BOOTSTRAP_SERVERS: 'kafka.school:9092' });
    expect(given.stdout).toMatch(/1\/2 .*\n +Not here: This exercise needs a broker on which users can be made/);
  });
});
