import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { fixtureCourse, pageFixture, port, type PageFixture } from '../../tests/page/page-fixture.ts';
import { exerciseIdSchema } from '../course/course.ts';
import { testWith } from '../grading/result.fixture.ts';

const exercise = exerciseIdSchema.parse('connections/describe-a-cluster');
const path = `/exercises/${exercise}`;

let page: PageFixture;
afterEach(() => page[Symbol.dispose]());

describe('what other sites ask for', () => {
  it.for(['evil.example', '127.0.0.1:1', 'localhost', '127.0.0.1.evil.example:4400', 'evil.example:4400', ''])(
    'a request to the host %j is refused',
    async (host) => {
      page = await pageFixture();
      expect((await page.get('/', { host })).status).toBe(403);
    },
  );

  it.for([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`])('the host %s is ours', async (host) => {
    page = await pageFixture();
    expect((await page.get('/', { host })).status).toBe(200);
  });

  it.for<Record<string, string>>([
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: `http://localhost:${port}` },
    { origin: `https://127.0.0.1:${port}` },
    { origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'cross-site' },
    { origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-site' },
  ])('a change asked for with %j is refused and does nothing', async (headers) => {
    page = await pageFixture();
    expect((await page.post(`${path}/hint`, {}, headers)).status).toBe(403);
    expect(page.session.state.progress.exercises).toEqual({});
  });

  it('more than a form can hold is refused', async () => {
    page = await pageFixture();
    const length = String(20 * 1_024 ** 2);
    const answer = await page.post(`${path}/hint`, { what: 'x'.repeat(70_000) }, { 'content-length': length });
    expect(answer.status).toBe(413);
    expect(page.session.state.progress.exercises).toEqual({});
  });

  it.for(
    ['/theme', '/open', '/questions/connections/which-address'].flatMap((action) =>
      ['multipart/form-data; boundary=x', 'multipart/form-data'].map((type) => [action, type] as const),
    ),
  )('a form that cannot be read is refused in a sentence: %s as %s', async ([action, type]) => {
    page = await pageFixture();
    const answer = await page.post(
      action,
      { theme: 'dark', path: 'exercises/x.ts', choice: '1' },
      { 'content-type': type },
    );
    expect({ status: answer.status, said: await answer.text() }).toEqual({
      status: 400,
      said: expect.stringContaining('no form that can be read'),
    });
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(page.opened).toEqual([]);
    expect(page.session.state.progress.answers).toEqual({});
  });

  it('nothing may run, load or frame the page that is not its own', async () => {
    page = await pageFixture();
    const { headers } = await page.get('/');
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

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

  it('a page that is not there says so with a way on', async () => {
    page = await pageFixture();
    for (const missing of ['/nope', '/lessons/nope', '/exercises/connections/nope', '/figures/../package.json']) {
      expect((await page.get(missing)).status).toBe(404);
    }
    expect((await page.get('/nope')).html).toContain('Go to the course');
  });

  it('a broken lesson is one clear sentence on its own page, and the others go on', async () => {
    const root = await mkdtemp(join(tmpdir(), 'page course '));
    onTestFinished(async () => rm(root, { recursive: true }));
    await cp(fixtureCourse, root, { recursive: true });
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
    const root = await mkdtemp(join(tmpdir(), 'page course '));
    onTestFinished(async () => rm(root, { recursive: true }));
    await cp(fixtureCourse, root, { recursive: true });
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
    const run = { status: 'running', run: 1, exercise, tests: [test] } as const;
    page = await pageFixture(fixtureCourse, { run });
    const { html } = await page.get(path);
    expect(html).toContain('&lt;script&gt;1&lt;/script&gt;');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  });

  it('search finds a section of a lesson and an exercise, and shows the words as text', async () => {
    page = await pageFixture();
    expect((await page.get('/search?q=handshake')).html).toContain(
      'href="/lessons/connections#one-client-for-the-life-of-the-process"',
    );
    expect((await page.get('/search?q=controller')).html).toContain(`href="${path}"`);
    expect((await page.get('/search?q=%3Cscript%3E')).html).not.toContain('<script>');
  });

  it('the doctor names what is missing and how to mend it', async () => {
    page = await pageFixture();
    expect((await page.get('/doctor')).html).toMatch(/Docker[\s\S]*no daemon answers[\s\S]*not needed/);
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
    expect(html).toMatch(/node-kafkajs<\/th>\s*<td>fast<\/td>\s*<td class="number">0\.30<\/td>/);
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

describe('what the learner asks for', () => {
  it('each hint opens one more, and stays open', async () => {
    page = await pageFixture();
    const answer = await page.post(`${path}/hint`);
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe(path);
    const { html } = await page.get(path);
    expect(html).toContain('Hint 1 of 3');
    expect(html).not.toContain('describes the cluster');
  });

  it('an answer is kept, and every choice is explained', async () => {
    page = await pageFixture();
    await page.post('/questions/connections/which-address', { choice: 'localhost-9092-only' });
    expect(page.session.state.progress.answers['connections/which-address']?.history).toMatchObject([
      { choice: 'localhost-9092-only', right: false },
    ]);
    const { html } = await page.get('/lessons/connections');
    expect(html).toContain('That address only serves to ask for metadata.');
    expect((await page.get('/lessons/connections?again=which-address')).html).toContain('type="radio"');
  });

  it('an exercise that was never tried runs when asked to', async () => {
    page = await pageFixture();
    await page.post('/exercises/producers/wait-for-all/run');
    expect(page.session.state.run).toMatchObject({ status: 'waiting', exercise: 'producers/wait-for-all' });
  });

  it.for(['constructor', 'toString', '__proto__', 'fly'])('there is no action %j', async (action) => {
    page = await pageFixture();
    const before = page.session.state;
    expect((await page.post(`${path}/${action}`)).status).toBe(404);
    expect(page.session.state).toBe(before);
  });

  it.for(['', '7', '-1', 'x', '0.5'])('an answer that is no choice, %j, changes nothing', async (choice) => {
    page = await pageFixture();
    await page.post('/questions/connections/which-address', { choice });
    expect(page.session.state.progress.answers).toEqual({});
  });

  it('the solution stays closed until the learner gives up', async () => {
    page = await pageFixture();
    expect((await page.get(`${path}/solution`)).html).not.toContain('brokers.length');
    await page.post(`${path}/give-up`);
    const { html } = await page.get(`${path}/solution?client=confluent`);
    expect(html).toMatch(/class="line added">[\s\S]*@confluentinc\/kafka-javascript/);
    expect(html).toContain('the controller is missing');
  });

  it('opening a file goes back to where the button was, and never to another site', async () => {
    page = await pageFixture();
    const from = `http://127.0.0.1:${port}/lessons/connections`;
    const answer = await page.post('/open', { path: 'exercises/x.ts' }, { referer: from });
    expect(page.opened).toEqual(['exercises/x.ts']);
    expect(answer.headers.get('location')).toBe('/lessons/connections');
    const other = await page.post('/open', { path: 'x' }, { referer: 'http://evil.example/lessons' });
    expect(other.headers.get('location')).toBe('/');
  });
});
