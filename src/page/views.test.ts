// What the pages show, asked for as a browser asks.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { projectRoot } from '../project.ts';
import { fixtureCourse, pageFixture, type PageFixture } from '../../tests/page/page-fixture.ts';
import { exerciseIdSchema, type ExerciseId } from '../course/course.ts';
import { workKey } from '../course/work.ts';
import type { Phase } from '../lab/phase.ts';
import { testWith } from '../grading/result.fixture.ts';
import { applyToProgress, noProgress, type Progress } from '../progress/progress.ts';

const exercise = exerciseIdSchema.parse('connections/describe-a-cluster');
const work = workKey({ exercise, language: 'typescript' });
const path = `/exercises/${exercise}`;

let page: PageFixture;
afterEach(() => page[Symbol.dispose]());

/** A course of its own to change. */
async function copyOfCourse(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'page course '));
  onTestFinished(async () => rm(root, { recursive: true }));
  await cp(fixtureCourse, root, { recursive: true });
  return root;
}

describe('views', () => {
  it('the course lists chapters and exercises and says where to start', async () => {
    page = await pageFixture();
    const { html } = await page.get('/');
    expect(html).toContain('Describe a cluster');
    expect(html).toContain('href="/lessons/connections"><span class="verb">Start');
  });

  it('the fast track shows one exercise of a chapter', async () => {
    page = await pageFixture();
    const { html } = await page.get('/?track=fast');
    expect(html).toContain('Describe a cluster');
    expect(html).not.toContain('Fail well');
  });

  it('the fast track goes on with an exercise of its own, and counts these alone', async () => {
    const other = exerciseIdSchema.parse('connections/fail-well');
    page = await pageFixture(fixtureCourse, { current: other });
    page.session.dispatch({ type: 'hint', exercise: other });
    const { html } = await page.get('/?track=fast');
    expect(html).toContain(`href="${path}"><span class="verb">Continue`);
    expect(html).toMatch(/0 of 1 exercise done/);
    expect((await page.get('/')).html).toContain('href="/exercises/connections/fail-well"><span class="verb">Continue');
  });

  it('the last pass of a chapter is told, with the way to the next one, and stands on the sheet of progress', async () => {
    const [chapter, next] = ['producers/wait-for-all', 'connections/fail-well'].map((id) => exerciseIdSchema.parse(id));
    page = await pageFixture(fixtureCourse, { progress: passedIn(exercise) });
    expect((await page.get(path)).html).not.toContain('is done');
    page[Symbol.dispose]();
    page = await pageFixture(fixtureCourse, { progress: passedIn(exercise, next!) });
    expect((await page.get(path)).html).toMatch(/Chapter 1, Connections, is done[\s\S]*On to chapter 2: Producers/);
    expect((await page.get(`/exercises/${chapter}`)).html).not.toContain('is done');
    page.session.dispatch({
      type: 'answer',
      question: 'connections/which-address',
      choice: 'advertised',
      right: true,
      at: '2026-11-22T10:00:00.000Z',
    });
    const { html } = await page.get('/progress');
    expect(html).toContain('1 of 1 question of the lessons answered right');
    expect(html).toContain('2 of 3 exercises passed');
    expect(html).toMatch(/Fail well<\/a>[\s\S]*22 November 2026/);
  });

  it('chapters that are still to be written stand in the gaps of the numbers', async () => {
    const root = await copyOfCourse();
    await mkdir(join(root, 'docs'));
    const later = { partitions: '03 Partitions', producers: '02 Producers' };
    await writeFile(join(root, 'docs', 'coverage.yaml'), JSON.stringify({ formatVersion: 1, later, items: [] }));
    page = await pageFixture(root);
    const { html } = await page.get('/');
    expect(html).toContain('Partitions: still to be written.');
    expect(html).not.toContain('Producers: still to be written.');
  });

  it('a lesson shows code cut from its file, a diagram, its questions, and HTML in the text as text', async () => {
    page = await pageFixture();
    const { html, status } = await page.get('/lessons/connections');
    expect(status).toBe(200);
    expect(html).toMatch(/<span class="tf"> ?describeACluster<\/span>/);
    expect(html).not.toContain('region whole');
    expect(html).toContain('<svg');
    expect(html).toContain('action="/questions/connections/which-address"');
    expect(html).toContain('&lt;b&gt;this&lt;/b&gt;');
    expect(html).not.toMatch(/ style=|<style/);
  });

  it('a column that a table sets to the right is marked by class: the policy refuses inline styles', async () => {
    page = await pageFixture();
    const { html } = await page.get('/lessons/producers');
    expect(html).toContain('<td class="number">1,204</td>');
    expect(html).toContain('<td class="middle">nobody knows</td>');
    expect(html).not.toMatch(/ style=/);
  });

  it('a lesson opens no file of the solutions in the editor', async () => {
    const root = await copyOfCourse();
    const lesson = join(root, 'lessons', '02-producers.md');
    const stub = 'exercises/01-connections/02-fail-well.ts';
    const solution = 'solutions/01-connections/02-fail-well.ts';
    await writeFile(lesson, (await readFile(lesson, 'utf8')) + `\n\n<<< ${stub}\n\n<<< ${solution}\n`);
    page = await pageFixture(root);
    const { html } = await page.get('/lessons/producers');
    expect(html).toContain(`<span class="path">${solution}</span></figcaption>`);
    expect(html).toContain(`<input type="hidden" name="path" value="${stub}">`);
    expect(html).not.toContain(`value="${solution}"`);
  });

  it('a page that is not there says so with a way on', async () => {
    page = await pageFixture();
    for (const missing of ['/nope', '/lessons/nope', '/exercises/connections/nope', '/figures/../package.json']) {
      expect((await page.get(missing)).status).toBe(404);
    }
    expect((await page.get('/nope')).html).toContain('Go to the course');
  });

  it('a broken lesson is one clear sentence on its own page, and the others go on', async () => {
    const root = await copyOfCourse();
    const lesson = join(root, 'lessons', '02-producers.md');
    const good = await readFile(lesson, 'utf8');
    await writeFile(lesson, '---\ntitle: Producers\nsummary: In time\nminutes: soon\n---\n');
    page = await pageFixture(root);
    const broken = await page.get('/lessons/producers');
    expect(broken.status).toBe(500);
    expect(broken.html).toMatch(/<h1>The content file [^<]*02-producers\.md is broken: field minutes: [^<]*<\/h1>/);
    expect(broken.html).toContain('bring it back with: git checkout -- ');
    for (const other of ['/', '/lessons/connections', path, '/exercises/producers/wait-for-all', '/search?q=acks']) {
      expect({ other, status: (await page.get(other)).status }).toEqual({ other, status: 200 });
    }
    expect((await page.get('/')).html).toContain('02-producers.md is broken');
    await writeFile(lesson, good);
    await expect.poll(async () => (await page.get('/lessons/producers')).status, { timeout: 10_000 }).toBe(200);
  });

  it('a broken task is told of on its own page, and its lesson goes on', async () => {
    const root = await copyOfCourse();
    await writeFile(join(root, 'exercises', '02-producers', '01-wait-for-all.md'), 'No front matter.\n');
    page = await pageFixture(root);
    const broken = await page.get('/exercises/producers/wait-for-all');
    expect(broken.status).toBe(500);
    expect(broken.html).toMatch(
      /<h1>The content file [^<]*01-wait-for-all\.md is broken: it must open with front matter/,
    );
    for (const other of ['/lessons/producers', path]) expect((await page.get(other)).status).toBe(200);
  });

  it('what a learner’s code prints is text on the page', async () => {
    const test = testWith({
      id: 'leaks',
      state: 'failed',
      message: '<img src=x onerror=alert(1)>',
      output: '<script>1</script>',
    });
    const run = { status: 'running', run: 1, work, tests: [test] } as const;
    page = await pageFixture(fixtureCourse, { run });
    const { html } = await page.get(path);
    expect(html).toContain('&lt;script&gt;1&lt;/script&gt;');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it('a drill shows what happens to its brokers while it runs', async () => {
    const phases: Phase[] = [
      { kind: 'killed', broker: 2 },
      { kind: 'new-leader', broker: 3, ms: 1_812 },
    ];
    page = await pageFixture(fixtureCourse, { run: { status: 'running', run: 1, work, tests: [], phases } });
    const { html } = await page.get(path);
    expect(html).toContain('broker 2 is killed');
    expect(html).toContain('broker 3 is the new leader, after 1.8 s');
  });

  it('search finds a section of a lesson and an exercise, and shows the words as text', async () => {
    page = await pageFixture();
    expect((await page.get('/search?q=handshake')).html).toContain(
      'href="/lessons/connections#one-client-for-the-life-of-the-process"',
    );
    expect((await page.get('/search?q=controller')).html).toContain(`href="${path}"`);
    expect((await page.get('/search?q=%3Cscript%3E')).html).not.toContain('<script>');
  });

  it('the glossary explains every word, and leads to its section', async () => {
    page = await pageFixture(projectRoot);
    const { html } = await page.get('/glossary');
    expect(html).toContain('<dt id="dead-letter"><dfn>dead letter</dfn>');
    expect(html).toContain('href="/lessons/consumers#when-the-work-fails"');
    expect((await page.get('/search')).html).toContain('href="/glossary"');
  });

  it('the doctor names what is missing and how to mend it', async () => {
    page = await pageFixture();
    expect((await page.get('/doctor')).html).toMatch(/Docker[\s\S]*missing, not needed[\s\S]*no daemon answers/);
  });
});

describe('the clients beside each other', () => {
  it('show a cell with its evidence, an error as text, and what was not run with its reason', async () => {
    page = await pageFixture();
    const { html } = await page.get('/compare');
    expect(html).toContain('20 records on the broker');
    expect(html).toContain('yes, with a-codec 1.0.0');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('needs a registry');
    expect(html).toContain('Not the whole: only three clients.');
  });

  it('show ratios to Java, why a client has no figure, and the verdict on the chapter', async () => {
    page = await pageFixture();
    const { html } = await page.get('/compare');
    expect(html).toMatch(
      /node-kafkajs<\/th>\s*<td>fast<\/td>\s*<td><svg[\s\S]*?<\/td>\s*<td class="number">0\.30<\/td>/,
    );
    expect(html).toContain('was killed');
    expect(html).toContain('the ratio holds');
  });

  it('answer the questions of the form with reasons, and a broken question with the form', async () => {
    page = await pageFixture();
    const { html } = await page.get('/compare?language=node&native=yes&maintained=yes&first=throughput');
    expect(html).toContain('Take node-platformatic.');
    expect(html).toContain('is not maintained; its last release is of 2026-01-31');
    const odd = await page.get('/compare?language=klingon');
    expect(odd.status).toBe(200);
    expect(odd.html).not.toContain('class="advice"');
  });
});

const passedIn = (...ids: ExerciseId[]): Progress =>
  ids.reduce<Progress>(
    (progress, id) =>
      applyToProgress(progress, {
        type: 'attempted',
        exercise: id,
        passed: true,
        points: 10,
        at: '2026-11-22T10:00:00.000Z',
      }),
    noProgress,
  );
