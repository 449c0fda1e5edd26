import { expect, test } from 'vitest';
import { apiKeys } from './api-names.ts';
import { Cursor } from './cursor.ts';
import { kafkaMessages } from './kafka-messages.fixture.ts';
import { damaged, randomFrom } from './random.fixture.ts';
import { readHeader } from './read-request.ts';
import { isRefusable, refusal } from './refuse.ts';

// The newest that a client asks for through the door.
const readable = kafkaMessages.refusals.filter(({ api, version }) => api !== 'Fetch' || version <= 15);

function refuse(frame: Buffer, error: number): Buffer | undefined {
  const cursor = new Cursor(frame);
  return refusal(readHeader(cursor), cursor, error);
}

test.for(readable)('$api $version is refused as Kafka refuses it', ({ frame, error, answer }) => {
  const [code = 0] = kafkaMessages.errors.find(([, name]) => name === error) ?? [];
  expect(refuse(frame, code)?.toString('hex')).toBe(answer.toString('hex'));
});

test('other kinds are not refused, and damaged requests never throw', () => {
  expect([isRefusable(apiKeys.produce), isRefusable(apiKeys.metadata)]).toEqual([true, false]);
  const random = randomFrom(3);
  const cut = readable.flatMap(({ frame }) =>
    damaged(frame.subarray(14), random).map((rest) => [frame, rest] as const),
  );
  const outcomes = cut.map(([frame, rest]) => refuse(Buffer.concat([frame.subarray(0, 14), rest]), 6));
  expect(outcomes).toContain(undefined);
});
