import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mainSolution } from '../course/answer.ts';
import { exercisesOf } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { mutantsOf } from './mutants-of.ts';
import { parses } from './syntax.ts';

const changes = (code: string, stub = ''): string[] => mutantsOf(code, stub).map(({ change }) => change);

it.for([
  ['await client.close();', ['await client.close(); → nothing', 'await client.close() → client.close()']],
  [
    'send({ key, acks: -1 });',
    ['send({ key, acks: -1 }); → nothing', 'key → nothing', 'acks: -1 → nothing', '-1 → 0', '-1 → 1'],
  ],
  ['const limits = { wait: 400 };', ['wait: 400 → nothing', '400 → 0', '400 → 4000']],
  ['const limits = { all: true };', ['all: true → nothing', 'true → false']],
  ['const few = 2;', ['2 → 0', '2 → 20', '2 → 3']],
  ['const next = BigInt(offset) + 1n;', ['BigInt(offset) + 1n → BigInt(offset)', '1n → 0n', '1n → 2n']],
  ["const topic = 'orders';", ["'orders' → ''"]],
  ['const topic = `${name}-aside`;', ['`${name}-aside` → ``']],
  ['const more = at < end && !late;', ['&& → ||', '< → <=', '!late → late']],
  ['const one = kept ?? other;', ['kept ?? other → kept']],
  ['kept ??= make();', ['kept ??= make(); → nothing', '??= → =']],
  ['const end = ok ? a : b;', ['ok ? a : b → a', 'ok ? a : b → b']],
  ['if (late) stop();', ['late → false', 'stop(); → nothing']],
  ['const end = gone.catch(() => {});', ['gone.catch(() => {}) → gone']],
  ['on(() => stop.abort());', ['on(() => stop.abort()); → nothing', '() => stop.abort() → async () => {}']],
] as const)('%s', ([code, expected]) => {
  expect(changes(code)).toEqual(expected);
});

it('empties a catch and drops what is thrown again', () => {
  expect(changes('try {\n  work;\n} catch (error) {\n  throw error;\n}')).toEqual([
    '{ throw error; } → nothing',
    'throw error; → nothing',
  ]);
});

it.for([
  ["import { Kafka } from 'kafkajs';"],
  ["type Outcome = 'stored' | 'lost';"],
  ["const kafka = { clientId: 'shop', logLevel: 0 };"],
  ['lab.log(`took ${order}`);'],
  ["const error = new TypeError('none');"],
] as const)('leaves alone: %s', ([code]) => {
  expect(changes(code)).toEqual([]);
});

it('changes nothing that was handed out', () => {
  const given = 'export const wait = (ms: number) => sleep(ms + 1);';
  const own = 'export const work = () => wait(5);';
  const stub = `${given}\nexport const work = () => {};`;
  expect(changes(`${given}\n${own}`, stub)).toEqual(changes(own));
});

it('tells the line, and a second place with the same line and change', () => {
  const code = '// é\nconst a = {\n  wait: 1 + 1,\n};';
  expect(mutantsOf(code, '').filter(({ change }) => change.startsWith('1 → 0'))).toEqual([
    { line: 3, text: 'wait: 1 + 1,', change: '1 → 0', code: code.replace('1 +', '0 +') },
    { line: 3, text: 'wait: 1 + 1,', change: '1 → 0 (2)', code: code.replace('+ 1', '+ 0') },
  ]);
});

it('makes mutants of every solution, each another file that parses', () => {
  for (const exercise of exercisesOf(loadCourse())) {
    const { files, label } = exercise;
    const code = readFileSync(mainSolution(exercise).path, 'utf8');
    const mutants = mutantsOf(code, readFileSync(files.stub, 'utf8'));
    expect({ label, many: mutants.length > 5 }).toEqual({ label, many: true });
    expect(mutants.every((mutant) => mutant.code !== code && parses(mutant.code))).toBe(true);
  }
});
