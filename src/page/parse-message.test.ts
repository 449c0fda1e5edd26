import { afterEach, expect, it, vi } from 'vitest';
import { messageText } from '../text/words.ts';
import { parseMessage } from './parse-message.ts';

afterEach(() => void vi.unstubAllEnvs());

it('a comparison is taken apart', () => {
  const message =
    "the key: expected 'a, b', received null.\nUsually: it was left out\nRead again: lessons/01-x.md#keys";
  expect(parseMessage(message)).toEqual({
    rest: 'the key',
    expected: "'a, b'",
    received: 'null',
    usually: 'it was left out',
    readAgain: 'lessons/01-x.md#keys',
  });
});

it('a comparison is taken apart in whatever language it was put together', () => {
  vi.stubEnv('WORKBOOK_LANGUAGE', 'xx');
  const message =
    messageText.differs('the key', "'a'", 'null') + messageText.usually('why') + messageText.readAgain('x.md#y');
  expect(message).toContain('eexxppeecctteedd');
  expect(parseMessage(message)).toEqual({
    rest: 'the key',
    expected: "'a'",
    received: 'null',
    usually: 'why',
    readAgain: 'x.md#y',
  });
});

it('an assertion of vitest’s own is taken apart too', () => {
  expect(parseMessage('they differ\nExpected: 1\nReceived: 2')).toMatchObject({
    rest: 'they differ',
    expected: '1',
    received: '2',
  });
});

it('any other message stays whole', () => {
  const message = 'Your code threw: expected nothing.\n  at x';
  expect(parseMessage(message)).toMatchObject({ rest: message, expected: undefined, usually: undefined });
});
