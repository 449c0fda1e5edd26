// What a learner with the page waits for: a lesson from the server, its first paint, and how long after the terminal a
// verdict stands in open tabs. In a real browser, on a course copy of its own.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { mainSolution, wrongAnswersOf } from '../course/answer.ts';
import { findBroker } from '../lab/broker/find-broker.ts';
import type { Exercise } from '../course/course.ts';
import { chromiumPath, launchChromium } from '../page/launch-chromium.ts';
import { servePage } from '../page/serve.ts';
import { openSession } from '../watch/open-session.ts';
import type { Session } from '../watch/session.ts';
import { WorkbookError } from '../workbook-error.ts';
import { copyCourse, type CourseCopy } from './course-copy.ts';
import { timed, type Bench, type Figure } from './figure.ts';
import { words } from './words.ts';

const manyTabs = 40;
const deadlineMs = 30_000;

/** Server time, weight and first paint of the first lesson; a verdict in one tab and in forty. @throws WorkbookError without Chromium. */
export async function measurePage({ repeat, root, signal, note }: Bench): Promise<readonly Figure[]> {
  if (chromiumPath === undefined) {
    throw new WorkbookError(words.noBrowser, { next: words.noBrowserNext });
  }
  await using course = await copyCourse(root);
  await using open = await openSession({
    root: course.root,
    state: join(course.root, '.workbook'),
    poll: false,
    findBroker: (ended) => findBroker({ source: 'embedded', signal: AbortSignal.any([signal, ended]) }),
  });
  await using page = await servePage({
    root: course.root,
    session: open.session,
    port: 0,
    connection: () => open.broker.connection,
    brokerControl: open.broker,
    openNotebook: async () => page.address,
    doctor: async () => [],
  });
  const browser = await launchChromium();
  try {
    await brokerIsReady(open.session);
    const lesson = `${page.address}/lessons/${open.course().chapters[0]?.slug}`;
    note(words.aLesson);
    const figures = [...(await measureServer(lesson, repeat)), ...(await measurePaint(browser, lesson, repeat))];
    note(words.aVerdict);
    const tabs = new Tabs(browser, page.address, open.session, course);
    figures.push(await tabs.measure(1, repeat), await tabs.measure(manyTabs, Math.ceil(repeat / 2)));
    return figures;
  } finally {
    await browser.close();
  }
}

async function measureServer(lesson: string, repeat: number): Promise<Figure[]> {
  const load = async () => (await fetch(lesson)).text();
  await load();
  const samples: number[] = [];
  for (let n = 0; n < repeat; n += 1) samples.push(await timed(load));
  return [{ name: words.lesson, unit: 'ms', samples, aim: 30 }];
}

async function measurePaint(browser: Browser, lesson: string, repeat: number): Promise<Figure[]> {
  const first: number[] = [];
  const next: number[] = [];
  const weights: number[] = [];
  for (let n = 0; n <= repeat; n += 1) {
    // A window of its own has nothing in its cache.
    const context = await newWindow(browser);
    const tab = await context.newPage();
    const visit = async () => {
      await tab.goto(lesson);
      return tab.evaluate<{ paint: number; bytes: number }>('measure.timings()');
    };
    const [visited, again] = [await visit(), await visit()];
    await context.close();
    // The browser's own first start is not the page's.
    if (n === 0) continue;
    first.push(visited.paint);
    next.push(again.paint);
    weights.push(visited.bytes / 1_024);
  }
  return [
    { name: words.firstPaint, unit: 'ms', samples: first, aim: 300 },
    { name: words.laterPaint, unit: 'ms', samples: next, aim: 300 },
    { name: words.weight, unit: 'KB', samples: weights, aim: 150 },
  ];
}

async function newWindow(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext();
  await context.addInitScript({ path: join(import.meta.dirname, 'in-tab.js') });
  return context;
}

class Tabs {
  readonly #browser: Browser;
  readonly #address: string;
  readonly #session: Session;
  readonly #exercise: Exercise;

  constructor(browser: Browser, address: string, session: Session, { exercises: [exercise] }: CourseCopy) {
    if (!exercise) throw new Error(words.noExercise);
    this.#browser = browser;
    this.#address = address;
    this.#session = session;
    this.#exercise = exercise;
  }

  /** How long after the terminal the last of `count` tabs shows a verdict. */
  async measure(count: number, times: number): Promise<Figure> {
    const context = await newWindow(this.#browser);
    const tabs = await Promise.all(Array.from({ length: count }, async () => this.#open(await context.newPage())));
    const right = mainSolution(this.#exercise);
    const wrong = wrongAnswersOf(this.#exercise)[0] ?? right;
    const answers = [await readFile(right.path, 'utf8'), await readFile(wrong.path, 'utf8')];
    const samples: number[] = [];
    for (let n = 0; n <= times; n += 1) {
      const lag = await this.#save(tabs, `${answers[n % 2]}\n// ${n}\n`, n % 2 === 0 ? 'pass' : 'fail');
      if (n > 0) samples.push(lag);
    }
    await context.close();
    if (count === 1) return { name: verdictIn(words.oneTab), unit: 'ms', samples, aim: 100 };
    return { name: verdictIn(words.lastTab(count)), unit: 'ms', samples };
  }

  async #open(tab: Page): Promise<Page> {
    await tab.goto(`${this.#address}/exercises/${this.#exercise.id}`);
    return tab;
  }

  async #save(tabs: readonly Page[], answer: string, status: string): Promise<number> {
    const seen = tabs.map((tab) => tab.evaluate<number>(`measure.whenShown('${status}', ${deadlineMs})`));
    const finished = new Promise<number>((resolve) => {
      const unsubscribe = this.#session.subscribe((_state, { type }) => {
        if (type !== 'run-finished') return;
        unsubscribe();
        resolve(Date.now());
      });
    });
    await writeFile(this.#exercise.files.stub, answer);
    const [at, ...shown] = await Promise.all([finished, ...seen]);
    return Math.max(0, Math.max(...shown) - at);
  }
}

const verdictIn = (where: string): string => words.verdictIn(where);

function brokerIsReady(session: Session): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (session.state.broker.status !== 'ready') return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = session.subscribe(look);
    look();
  });
}
