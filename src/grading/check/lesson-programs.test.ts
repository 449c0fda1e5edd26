import { expect, test } from 'vitest';
import type { Question } from '../../course/course.ts';
import { isToldBefore } from './check-questions.ts';
import { ownLines, sharedRun } from './lesson-programs.ts';

const solution = `import { Kafka } from 'kafkajs';
const kafka = new Kafka({ ...connection });
await producer.connect();
for (const order of orders) {
  const parcel = pack(order);
  const key = order.id;
  const value = parcel.text;
  sent.push(parcel);
  await producer.send({ topic, messages: [{ key, value }] });
  count += 1;
}
`;

test('six lines in a row are shared, whatever their indentation, comments and brackets', () => {
  const copy = solution.replaceAll('  ', '      ').replace('sent.push', '// as above\n\n{\nsent.push');
  expect(sharedRun(ownLines(copy), ownLines(solution))).toBe('for (const order of orders) {');
});

test('five lines, and all that makes and connects a client, are not', () => {
  const other = solution.replace('order.id', 'order.number');
  expect(sharedRun(ownLines(other), ownLines(solution))).toBeUndefined();
  expect(ownLines(solution)).toHaveLength(7);
});

const question = (right: string): Question => ({
  id: 'x',
  ask: '?',
  choices: [
    { id: 'none', say: 'Nothing comes again.', why: 'x' },
    { id: 'right', say: right, right: true, why: 'x' },
  ],
});

test.for([
  ['The member that died is repeated by others.', 'Others repeat what the dead member did.', false],
  ['Nobody notices, and the record is lost.', 'The record is lost.', true],
  ['Nothing comes again, and the record is lost.', 'The record is lost.', false],
] as const)('"%s" before a question whose answer is "%s": told %s', ([paragraph, right, told]) => {
  expect(isToldBefore(question(right), paragraph)).toBe(told);
});
