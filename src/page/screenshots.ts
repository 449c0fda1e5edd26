// Makes the README's pictures: node src/page/screenshots.ts. A learner's session on a copy of the course, with a real broker
// and a browser of this machine; the pictures go to docs/screenshots.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel, Partitioners, type Consumer, type Producer } from 'kafkajs';
import type { Browser, Page } from 'playwright-core';
import { mainSolution, withoutHeader, wrongAnswersOf } from '../course/answer.ts';
import { findBroker } from '../lab/broker/find-broker.ts';
import { firstWork } from '../course/work.ts';
import { exercisesOf, type Exercise } from '../course/course.ts';
import { newRunPrefix } from '../grading/run-prefix.ts';
import { projectRoot } from '../project.ts';
import { checkRequirements } from '../setup/doctor/check-requirements.ts';
import { openSession, type OpenSession } from '../watch/open-session.ts';
import { launchChromium } from './launch-chromium.ts';
import { servePage } from './serve.ts';

const pictures = join(projectRoot, 'docs', 'screenshots');
const size = { width: 1280, height: 800 };

async function main(): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'workbook '));
  for (const name of ['lessons', 'exercises', 'solutions', 'notebooks', 'benchmarks/tables']) {
    await cp(join(projectRoot, name), join(root, name), { recursive: true });
  }
  await mkdir(pictures, { recursive: true });
  try {
    await takeAll(root);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

const embedded = async (signal: AbortSignal) => findBroker({ source: 'embedded', signal });

async function takeAll(root: string): Promise<void> {
  await using open = await openSession({ root, state: join(root, '.workbook'), poll: false, findBroker: embedded });
  await using page = await servePage({
    root,
    session: open.session,
    port: 0,
    connection: () => open.broker.connection,
    brokerControl: open.broker,
    openNotebook: async () => page.address,
    doctor: checkRequirements,
  });
  const browser = await launchChromium();
  try {
    await until(open, () => open.session.state.broker.status === 'ready');
    await learn(open);
    await takeLearning(browser, page.address, open);
    await takeBroker(browser, page.address, open);
  } finally {
    await browser.close();
  }
}

/** Solves the first exercise, answers a question, and is half through the second. */
async function learn(open: OpenSession): Promise<void> {
  const [first, second] = exercisesOf(open.course());
  if (!first || !second) throw new Error('The course has fewer than two exercises.');
  await solve(open, first, mainSolution(first).path);
  await solve(open, second, wrongAnswersOf(second)[0]?.path ?? second.files.stub);
  open.session.dispatch({ type: 'hint', exercise: second.id });
  for (const { slug, lesson } of open.course().chapters.slice(0, 1)) {
    for (const { id, choices } of lesson.questions.slice(0, 1)) {
      const choice = choices.find(({ right }) => right)?.id ?? '';
      const at = new Date().toISOString();
      open.session.dispatch({ type: 'answer', question: `${slug}/${id}`, choice, right: true, at });
    }
  }
}

async function solve(open: OpenSession, exercise: Exercise, answer: string): Promise<void> {
  await writeFile(exercise.files.stub, withoutHeader(await readFile(answer, 'utf8')));
  open.session.dispatch({ type: 'select', exercise: exercise.id });
  await until(open, ({ run }) => run.status === 'finished' && run.work === firstWork(exercise));
}

async function takeLearning(browser: Browser, address: string, open: OpenSession): Promise<void> {
  const second = exercisesOf(open.course())[1];
  const lesson = `/lessons/${open.course().chapters[0]?.slug}`;
  for (const colorScheme of ['light', 'dark'] as const) {
    const tab = await browser.newPage({ viewport: size, colorScheme });
    const take = async (name: string, path: string): Promise<void> =>
      picture(tab, `${name}${colorScheme === 'dark' ? '-dark' : ''}`, address + path);
    await take('course', '/');
    await take('lesson', lesson);
    await take('exercise', `/exercises/${second?.id}`);
    await take('compare', '/compare#features');
    await tab.close();
  }
  const narrow = await browser.newPage({ viewport: { width: 390, height: 800 } });
  await picture(narrow, 'lesson-narrow', address + lesson);
  await narrow.close();
}

/** A group at work: two consumers, the second slower, with records still coming. */
async function takeBroker(browser: Browser, address: string, open: OpenSession): Promise<void> {
  const { connection } = open.broker;
  if (!connection) throw new Error('The broker is gone.');
  const prefix = newRunPrefix();
  const kafka = (clientId: string): Kafka => new Kafka({ ...connection, clientId, logLevel: logLevel.NOTHING });
  const topic = `${prefix}-1-orders`;
  const admin = kafka('admin').admin();
  await admin.createTopics({ topics: [{ topic, numPartitions: 4 }] });
  await admin.disconnect();
  const producer = kafka('web').producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  const tab = await browser.newPage({ viewport: { width: size.width, height: 1060 } });
  await tab.goto(`${address}/broker`);
  const members = [
    await member(kafka('billing-1'), prefix, topic, 20),
    await member(kafka('billing-2'), prefix, topic, 400),
  ];
  await produce(producer, topic, 120);
  await tab.locator('.badge', { hasText: 'B' }).first().waitFor();
  await tab.waitForTimeout(2_000);
  await produce(producer, topic, 30);
  await tab.waitForTimeout(600);
  await tab.screenshot({ path: join(pictures, 'broker.png') });
  await tab.emulateMedia({ colorScheme: 'dark' });
  await tab.screenshot({ path: join(pictures, 'broker-dark.png') });
  await Promise.all([producer.disconnect(), ...members.map((each) => each.disconnect())]);
}

async function member(kafka: Kafka, prefix: string, topic: string, ms: number): Promise<Consumer> {
  const consumer = kafka.consumer({ groupId: `${prefix}-2-billing`, maxWaitTimeInMs: 100, heartbeatInterval: 300 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const work = async (): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  await consumer.run({ autoCommitThreshold: 1, eachMessage: work });
  return consumer;
}

async function produce(producer: Producer, topic: string, count: number): Promise<void> {
  const messages = Array.from({ length: count }, (_, index) => ({
    key: `customer-${(index * 7) % 23}`,
    value: JSON.stringify({ order: 1000 + index, total: 9.5 + index, currency: 'EUR' }),
    headers: { source: 'web', trace: `4bf9${(index * 7919).toString(16)}` },
  }));
  await producer.send({ topic, messages });
}

async function picture(tab: Page, name: string, url: string): Promise<void> {
  await tab.goto(url);
  await tab.waitForLoadState('networkidle', { timeout: 1_000 }).catch(() => {});
  await tab.screenshot({ path: join(pictures, `${name}.png`) });
}

function until({ session }: OpenSession, done: (state: typeof session.state) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`Nothing more happens: ${JSON.stringify(session.state.broker)}`)),
      60_000,
    );
    const look = (): void => {
      if (!done(session.state)) return;
      clearTimeout(late);
      stop();
      resolve();
    };
    const stop = session.subscribe(look);
    look();
  });
}

await main();
