// What a learner and a teacher do on a cluster of their own, beside exercises: each way is one line of a proof.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { exercisesOf } from '../../../course/course.ts';
import { kafkaClient } from '../../../kafka/client.ts';
import type { Broker } from '../../../lab/broker/broker.ts';
import { checkNotebooks } from '../../../notebook/check-notebooks.ts';
import { BrokerViewer } from '../../../page/broker/viewer.ts';
import { runProcess } from '../../../processes/start-process.ts';
import { projectRoot } from '../../../project.ts';
import { ensure } from '../../../setup/start-setup.ts';
import { eventually } from '../../../testkit/eventually.ts';
import { text } from '../../../text/words.ts';
import { WorkbookError } from '../../../workbook-error.ts';
import type { Context } from '../../context.ts';
import type { Line } from './part.ts';

/** A given cluster, and the variables that give it. */
export interface Given {
  readonly broker: Broker;
  readonly settings: Readonly<Record<string, string>>;
}

const graded = z.looseObject({ learners: z.array(z.looseObject({ points: z.number(), maxPoints: z.number() })) });

/** By the command line: what its processes inherit is the environment and nothing else. */
export async function gradeOne({ course, signal }: Context, { settings }: Given): Promise<Line> {
  const [first] = exercisesOf(course());
  const solution = first?.answers.find(({ role }) => role === 'solution');
  if (!first || !solution) return { kind: 'skipped', what: text.test.secured.grade };
  const file = `${first.label}=${solution.path}`;
  const args = [join(projectRoot, 'src', 'cli.ts'), 'grade', '--file', file, '--broker', 'given', '--json'];
  const env = { ...process.env, ...settings };
  const { code, stdout, stderr } = await runProcess(process.execPath, args, {
    cwd: projectRoot,
    env,
    signal,
    endBy: 'SIGTERM',
  });
  if (code !== 0) return lineOf(text.test.secured.grade, `${stdout}${stderr}`);
  const { learners } = graded.parse(JSON.parse(stdout));
  const isFull = learners.every(({ points, maxPoints }) => points === maxPoints);
  return lineOf(text.test.secured.grade, isFull ? '' : stdout);
}

/** A record that is written while the page looks stands in its view. */
export async function watchOne({ broker: { connection } }: Given): Promise<Line> {
  const topic = `secured-${randomUUID()}`;
  const kafka = kafkaClient(connection, { retries: 5 });
  const [admin, producer] = [kafka.admin(), kafka.producer()];
  await using viewer = new BrokerViewer({ connection: () => connection, isWanted: (name) => name === topic });
  await Promise.all([admin.connect(), producer.connect()]);
  try {
    await admin.createTopics({ topics: [{ topic }] });
    const leave = viewer.watch(() => {});
    await producer.send({ topic, messages: [{ value: 'seen' }] });
    const { log } = await eventually(() => (viewer.picture.log.extent(topic).end > 0 ? viewer.picture : undefined), {
      within: 20_000,
      describe: text.test.secured.view,
    });
    leave();
    const [{ value } = { value: undefined }] = log.slice(topic, 0, 1);
    return lineOf(text.test.secured.view, value === 'seen' ? '' : String(value));
  } catch (error) {
    return lineOf(text.test.secured.view, String(error));
  } finally {
    await admin.deleteTopics({ topics: [topic] }).catch(() => undefined);
    await Promise.all([admin.disconnect(), producer.disconnect()]);
  }
}

/** The first notebook from top to bottom, in the kernel and by itself. */
export async function runFirstNotebook({ course, signal }: Context, { broker }: Given): Promise<Line> {
  try {
    await ensure(['jupyter', 'kernel'], { signal });
  } catch (error) {
    if (!(error instanceof WorkbookError)) throw error;
    return { kind: 'skipped', what: `${text.test.secured.notebook}: ${error.message}` };
  }
  const chapters = course().chapters.filter(({ notebook }) => notebook !== undefined);
  const [outcome] = await checkNotebooks({ ...course(), chapters: chapters.slice(0, 1) }, { broker, signal });
  const problems = (outcome?.findings ?? []).filter(({ severity }) => severity === 'error');
  return lineOf(text.test.secured.notebook, problems.map(({ problem }) => problem).join('\n'));
}

/** A proof, where nothing is said against it. */
export const lineOf = (what: string, wrong: string): Line =>
  wrong === '' ? { kind: 'passed', what } : { kind: 'failed', what: `${what}: ${wrong}` };
