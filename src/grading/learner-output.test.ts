import { expect, test } from 'vitest';
import { learnerOutput } from './learner-output.ts';

const kafkajs = (level: string) =>
  JSON.stringify({ level, timestamp: 't', logger: 'kafkajs', message: '[Connection] gone', error: 'ECONNREFUSED' });

test('nothing printed is no output', () => {
  expect(learnerOutput('\n')).toBeNull();
});

test('the chatter of the clients is left out, their errors are not', () => {
  const confluent = `{\n  message: 'Producer connected',\n  name: 'rdkafka#producer-1',\n  fac: 'BINDING',\n  timestamp: 1795378538608\n}`;
  const printed = ['mine', kafkajs('INFO'), kafkajs('ERROR'), confluent, '{"level":"mine"}', 'mine too'].join('\n');
  expect(learnerOutput(printed)).toBe('mine\n[client] [Connection] gone: ECONNREFUSED\n{"level":"mine"}\nmine too');
});

test('output ends at 500 characters, and says that there was more', () => {
  expect(learnerOutput('x'.repeat(501))).toBe(`${'x'.repeat(499)}…`);
  expect(learnerOutput('x'.repeat(500))).toHaveLength(500);
});
