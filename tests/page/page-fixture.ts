// A page over the fixture course and a session without a grader: what the learner would see, without a port or a broker.
import { join } from 'node:path';
import { loadCourse } from '../../src/course/load-course.ts';
import { createApp, type App } from '../../src/page/app.ts';
import { courseOnDisk } from '../../src/page/course-on-disk.ts';
import { BrokerViewer } from '../../src/page/broker/viewer.ts';
import type { PageDeps } from '../../src/page/deps.ts';
import { createMarkdown } from '../../src/page/markdown/markdown.ts';
import { comparison } from './comparison-fixture.ts';
import { noProgress } from '../../src/progress/progress.ts';
import { outline } from '../../src/watch/outline.ts';
import { createSession } from '../../src/watch/create-session.ts';
import type { Effect, Session, SessionState } from '../../src/watch/session.ts';

export const fixtureCourse = join(import.meta.dirname, '..', 'fixtures', 'page-course');
export const port = 4400;
const markdown = createMarkdown();

/** A session over the course at `root` that starts in the given state and keeps its effects in a list. */
export function idleSession(root: string, state: Partial<SessionState> = {}): { session: Session; effects: Effect[] } {
  const exercises = outline(loadCourse(root));
  const effects: Effect[] = [];
  const initial: SessionState = {
    exercises,
    progress: noProgress,
    current: exercises[0]?.id,
    languages: {},
    run: { status: 'idle' },
    results: {},
    deleted: [],
    broker: { status: 'starting' },
    setup: [],
    notice: undefined,
    queued: [],
    lastRun: 0,
    ended: false,
    ...state,
  };
  return { session: createSession(initial, (effect) => void effects.push(effect)), effects };
}

export interface PageFixture extends App {
  readonly session: Session;
  readonly effects: Effect[];
  readonly opened: string[];
  /** What was asked of the broker. */
  readonly controlled: string[];
  /** The time that the page sees, in milliseconds since 1970. */
  readonly clock: { now: number };
  get(path: string, headers?: Record<string, string>): Promise<{ status: number; html: string; headers: Headers }>;
  post(path: string, body?: Record<string, string>, headers?: Record<string, string>): Promise<Response>;
}

/** The page as a function, asked as a browser on this machine would ask. */
export async function pageFixture(root = fixtureCourse, state: Partial<SessionState> = {}): Promise<PageFixture> {
  const { session, effects } = idleSession(root, state);
  const opened: string[] = [];
  const controlled: string[] = [];
  const clock = { now: Date.now() };
  const deps: PageDeps = {
    course: courseOnDisk(root),
    session,
    markdown,
    learner: 'tests',
    now: () => clock.now,
    viewer: new BrokerViewer({ connection: () => undefined, isWanted: () => true }),
    brokerControl: { find: () => void controlled.push('find'), stop: async () => void controlled.push('stop') },
    comparison: () => comparison,
    openNotebook: async ({ key }) => `http://127.0.0.1:1/lab/tree/${key}.ipynb`,
    doctor: async () => [
      {
        id: 'docker',
        name: 'Docker',
        status: 'missing',
        detail: 'no daemon answers',
        fix: 'not needed',
        needed: false,
      },
    ],
    openInEditor: async (path) => void opened.push(path),
  };
  const app = createApp(deps, () => port);
  const host = { host: `127.0.0.1:${port}` };
  return Object.assign(app, {
    session,
    effects,
    opened,
    controlled,
    clock,
    async get(path: string, headers: Record<string, string> = {}) {
      const response = await app.hono.request(path, { headers: { ...host, ...headers } });
      return { status: response.status, html: await response.text(), headers: response.headers };
    },
    async post(path: string, body: Record<string, string> = {}, headers: Record<string, string> = {}) {
      const own = { ...host, origin: `http://127.0.0.1:${port}`, 'sec-fetch-site': 'same-origin' };
      return app.hono.request(path, {
        method: 'POST',
        body: new URLSearchParams(body),
        headers: { ...own, ...headers },
      });
    },
  });
}
