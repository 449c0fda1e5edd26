import { afterEach, describe, expect, it } from 'vitest';
import { pageFixture, port, type PageFixture } from '../../tests/page/page-fixture.ts';
import { exerciseIdSchema } from '../course/course.ts';

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

  it('a question that was answered wrong comes back a day later, and stays in sight while the review lasts', async () => {
    const question = '/questions/connections/which-address';
    page = await pageFixture();
    expect((await page.get('/review')).headers.get('location')).toMatch(/^\/review\?since=\d{4}-/);
    await page.post(question, { choice: 'localhost-9092-only' });
    expect((await page.get('/')).html).not.toContain('Review 1 question');
    const tomorrow = new Date(page.clock.now + 86_400_000).toISOString();
    expect((await page.get(`/review?since=${tomorrow}`)).html).toContain(`name="review" value="${tomorrow}"`);
    page.clock.now += 86_400_000;
    expect((await page.get('/')).html).toContain('Review 1 question');
    expect((await page.get('/lessons/connections')).html).toContain('Review 1 question');
    const answer = await page.post(question, { choice: 'localhost-9092-only', review: tomorrow });
    expect(answer.headers.get('location')).toBe(`/review?since=${encodeURIComponent(tomorrow)}#q-which-address`);
    expect((await page.get(`/review?since=${tomorrow}`)).html).toContain('only serves to ask for metadata');
    expect((await page.get('/')).html).not.toContain('Review 1 question');
  });

  it('an exercise that was never tried runs when asked to', async () => {
    page = await pageFixture();
    await page.post('/exercises/producers/wait-for-all/run');
    expect(page.session.state.run).toMatchObject({ status: 'waiting', work: 'producers/wait-for-all' });
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
    expect(html).toMatch(/class="row added">[\s\S]*@confluentinc\/kafka-javascript/);
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
