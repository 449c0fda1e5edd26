import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, inject, it } from 'vitest';
import { patientClient } from '../kafka/client.ts';
import { loadCourse } from '../course/load-course.ts';
import { stateFolder } from '../project.ts';
import { checkLessons } from './check-lessons.ts';

// Inside the project, so that programs find #lesson and the clients.
mkdirSync(join(stateFolder, 'tests'), { recursive: true });
const root = mkdtempSync(join(stateFolder, 'tests', 'lessons '));
afterAll(async () => {
  rmSync(root, { recursive: true });
  const admin = patientClient(connection, 'check-lessons-test').admin();
  await admin.connect();
  await admin.deleteTopics({ topics: left });
  await admin.disconnect();
});
const { connection } = inject('workbook');
const broker = { connection, env: {} };
const left: string[] = [];

const programs = {
  sound: `import { countRecords, newTopic } from '#lesson';
const topic = await newTopic('x', { partitions: 2, records: [{ value: 'a' }, { value: 'b' }] });
console.log(await countRecords(topic), 'records after', Math.round(performance.now()), 'ms');`,
  other: `console.log('two records');`,
  silent: `process.exitCode = 0;`,
  noisy: `console.error('a warning');`,
  failing: `throw new Error('no broker here');`,
  leaving: `import { patientClient } from '${new URL('../kafka/client.ts', import.meta.url).href}';
import { connection } from '#lesson';
const admin = patientClient(connection(), 'leaving').admin();
await admin.connect();
await admin.createTopics({ topics: [{ topic: process.env.WORKBOOK_PREFIX + '-left' }], waitForLeaders: false });
await admin.disconnect();`,
};

function write(lesson: string): void {
  mkdirSync(join(root, 'lessons/01-basics'), { recursive: true });
  writeFileSync(join(root, 'lessons/01-basics.md'), `---\ntitle: B\nsummary: s\nminutes: 1\n---\n\n${lesson}`);
  for (const [name, code] of Object.entries(programs)) {
    writeFileSync(join(root, `lessons/01-basics/${name}.ts`), code);
  }
}

const shown = (name: string, text: string, mask = ''): string =>
  `\`\`\`output lessons/01-basics/${name}.ts${mask && ` mask="${mask}"`}\n${text}\n\`\`\`\n`;

async function problems(options: { write?: boolean } = {}): Promise<Record<string, string>> {
  const course = loadCourse(root);
  const outcomes = await checkLessons(course, course.chapters, { broker, confluent: true, ...options });
  for (const { findings } of outcomes) {
    left.push(...findings.flatMap(({ problem }) => /topic (\S+-left)/.exec(problem)?.[1] ?? []));
  }
  const found = outcomes.flatMap(({ where, findings }) => findings.map(({ problem }) => [where, problem] as const));
  return Object.fromEntries(found.map(([where, problem]) => [where.replace(/^.*\/|\.ts$/g, ''), problem]));
}

it('a lesson is held against what its programs print, and against what they leave', { timeout: 120_000 }, async () => {
  write(shown('sound', '2 records after 5 ms', '\\d+ ms') + shown('other', 'three records') + shown('silent', 'much'));
  expect(await problems()).toEqual({
    other: expect.stringContaining('the lesson shows "three records" where it prints "two records"'),
    silent: expect.stringContaining('the lesson shows "much" where it prints ""'),
    noisy: expect.stringContaining('a warning'),
    failing: expect.stringContaining('no broker here'),
    leaving: expect.stringMatching(/left on the broker: topic \S+-left/),
  });
});

it('what a program prints can be written into the lesson', { timeout: 120_000 }, async () => {
  write(shown('sound', '7 records after 5 ms', '\\d+ ms') + shown('other', 'three records'));
  expect(Object.keys(await problems({ write: true })).toSorted()).toEqual(['failing', 'leaving', 'noisy']);
  const lesson = readFileSync(join(root, 'lessons/01-basics.md'), 'utf8');
  expect(lesson).toMatch(/\n2 records after \d+ ms\n```\n```output lessons\/01-basics\/other\.ts\ntwo records\n```/);
});
