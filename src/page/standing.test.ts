// Exercises that do not stand like the others: one that cannot run here, one that the course has no longer.
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixtureCourse, pageFixture, type PageFixture } from '../../tests/page/page-fixture.ts';
import { exerciseIdSchema } from '../course/course.ts';
import { lackingOn } from '../grading/lacking.ts';
import { applyToProgress, noProgress } from '../progress/progress.ts';

const exercise = exerciseIdSchema.parse('connections/describe-a-cluster');
const path = `/exercises/${exercise}`;
const at = '2026-11-22T10:00:00.000Z';
const passed = applyToProgress(noProgress, { type: 'attempted', exercise, passed: true, points: 10, at });

let root = '';
let page: PageFixture;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'page course '));
  await cp(fixtureCourse, root, { recursive: true });
});
afterEach(async () => {
  page[Symbol.dispose]();
  await rm(root, { recursive: true });
});

/** Adds a line to the front matter of the first exercise. */
async function say(line: string): Promise<void> {
  const task = join(root, 'exercises/01-connections/01-describe-a-cluster.md');
  await writeFile(task, (await readFile(task, 'utf8')).replace('---\n', `---\n${line}\n`));
}

describe('an exercise that needs more than a broker', () => {
  it('says what it needs, and on a broker that lacks it why it cannot run', async () => {
    await say('needs: [cluster]');
    const lacking = lackingOn({ source: 'given', hasUsers: false, platform: 'linux' });
    page = await pageFixture(root);
    for (const each of ['/', path]) expect((await page.get(each)).html).toContain('needs three brokers');
    expect((await page.get(path)).html).not.toContain('cannot run on the broker');
    page.session.dispatch({
      type: 'broker',
      broker: { status: 'ready', source: 'given', label: '', brokers: [], lacking },
    });
    const { html } = await page.get(path);
    expect(html).toContain('This exercise cannot run on the broker that is there.');
    expect(html).toContain('This exercise needs a cluster of its own');
    expect((await page.get('/')).html).toContain('(not here)');
  });
});

describe('an exercise that the course has no longer', () => {
  it('stands apart in what was done, has its page still, and is nowhere else', async () => {
    await say('deprecated: true');
    page = await pageFixture(root, { progress: passed });
    const course = (await page.get('/')).html;
    expect(course).not.toContain(path);
    const [counted = '', apart = ''] = (await page.get('/progress')).html.split('<h2>No longer part of the course');
    expect(counted).not.toContain(path);
    expect(counted).toContain(' 0 of ');
    expect(apart).toContain(path);
    const { status, html } = await page.get(path);
    expect({ status, says: html.includes('This exercise is no longer part of the course.') }).toEqual({
      status: 200,
      says: true,
    });
  });
});
