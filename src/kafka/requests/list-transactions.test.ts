import { expect, it } from 'vitest';
import { listTransactions } from './list-transactions.ts';
import { readAnswer } from './request.ts';

// As Kafka 4.4 answers: header tags, throttle time, error, unknown filters, the list, tags.
const answer = (error: number, ...transactions: Buffer[]): Buffer =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 0, 0, 0, error, 1, transactions.length + 1]),
    ...transactions,
    Buffer.from([0]),
  ]);

const text = (value: string): Buffer => Buffer.concat([Buffer.from([value.length + 1]), Buffer.from(value)]);

it('reads id, producer and state of each transaction', () => {
  const one = Buffer.concat([
    text('payments'),
    Buffer.from([0, 0, 0, 0, 0, 0, 3, 233]),
    text('Ongoing'),
    Buffer.from([0]),
  ]);
  expect(readAnswer(listTransactions, answer(0, one))).toEqual([
    { id: 'payments', producerId: '1001', state: 'Ongoing' },
  ]);
  expect(readAnswer(listTransactions, answer(0))).toEqual([]);
});

it('an error of the broker is thrown', () => {
  expect(() => readAnswer(listTransactions, answer(31))).toThrow('CLUSTER_AUTHORIZATION_FAILED (31)');
});
