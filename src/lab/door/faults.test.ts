import { expect, test } from 'vitest';
import { apiName } from '../../kafka/frames/api-names.ts';
import { Cursor } from '../../kafka/frames/cursor.ts';
import { kafkaMessages } from '../../kafka/frames/kafka-messages.fixture.ts';
import { readBody, readHeader } from '../../kafka/frames/read-request.ts';
import type { FaultOrder } from './fault.ts';
import { Faults } from './faults.ts';
import { Ledger, now, type TappedRequest } from './ledger.ts';

const connection = new Ledger(1).open('localhost:9092');

/** A request as the door sees it. */
function requestOf(frame: Buffer): TappedRequest {
  const cursor = new Cursor(frame);
  const header = readHeader(cursor);
  const { produce, fetch, joinGroup } = readBody(cursor, header, () => 'orders');
  const { apiKey, apiVersion, clientId } = header;
  const unread = { produce, fetch, joinGroup, roundTripMs: undefined };
  return { at: now(), connection, api: apiName(apiKey), apiKey, apiVersion, clientId, bytes: frame.length, ...unread };
}

function frameOf(api: string, version: number): Buffer {
  const found = kafkaMessages.requests.find((each) => each.api === api && each.version === version);
  if (found === undefined) throw new Error(`no ${api} ${version}`);
  return found.frame;
}

const produce = frameOf('Produce', 9);
const heartbeat = frameOf('Heartbeat', 4);

/** Which of so many requests a fault falls on. */
function fallsOn(order: FaultOrder, frames: readonly Buffer[]): number[] {
  const faults = new Faults(() => undefined);
  faults.add(order);
  return frames.flatMap((frame, number) => {
    const falling = faults.of(requestOf(frame), frame);
    falling?.fell(false);
    return falling ? [number] : [];
  });
}

const five = Array.from({ length: 5 }, () => produce);

test('a fault falls on the request that is meant, counted among those that fit', () => {
  expect(fallsOn({ on: 'Produce', do: 'lose-answer' }, five)).toEqual([0]);
  expect(fallsOn({ on: 'Produce', nth: 2, times: 2, do: 'lose-answer' }, five)).toEqual([1, 2]);
  expect(fallsOn({ on: 'Produce', nth: 4, times: Infinity, do: 'lose-request' }, five)).toEqual([3, 4]);
  expect(fallsOn({ on: 'Produce', nth: 2, do: 'lose-answer' }, [heartbeat, produce, heartbeat, produce])).toEqual([3]);
});

test('topic, key and client id narrow it down', () => {
  const all = { on: 'Produce', times: Infinity, do: 'lose-answer' } as const;
  expect(fallsOn({ ...all, topic: 'orders' }, [produce])).toEqual([0]);
  expect(fallsOn({ ...all, topic: 'invoices' }, [produce])).toEqual([]);
  expect(fallsOn({ ...all, key: 'k3' }, [produce, frameOf('Produce', 13)])).toEqual([0, 1]);
  expect(fallsOn({ ...all, key: 'k2' }, [produce])).toEqual([]);
  expect(fallsOn({ ...all, clientId: 'shop' }, [produce])).toEqual([0]);
  expect(fallsOn({ ...all, clientId: 'bank' }, [produce])).toEqual([]);
});

test('a Produce that nobody answers has no answer to lose, and can be lost itself', () => {
  const unanswered = Buffer.from(produce);
  // Behind key, version, correlation id, "shop" and tags: the transactional id, and then the acks.
  unanswered.writeInt16BE(0, 2 + 2 + 4 + 6 + 1 + 9);
  expect(requestOf(unanswered).produce?.acks).toBe(0);
  expect(fallsOn({ on: 'Produce', do: 'lose-answer' }, [unanswered, produce])).toEqual([1]);
  expect(fallsOn({ on: 'Produce', do: 'lose-request' }, [unanswered, produce])).toEqual([0]);
});

test('what has fallen is counted and logged, and an order that is lifted falls no more', () => {
  const lines: string[] = [];
  const faults = new Faults((line) => lines.push(line));
  const order = faults.add({ on: 'Produce', times: Infinity, do: 'lose-answer' });
  const refusing = faults.add({ on: 'connection', nth: 2, do: 'refuse' });
  expect([1, 2, 3].map(() => faults.refusesConnection())).toEqual([false, true, false]);
  const request = requestOf(produce);
  faults.of(request, produce)?.fell(true);
  order.lift();
  expect(faults.of(request, produce)).toBeUndefined();
  expect([order.fallen, refusing.fallen]).toEqual([1, 1]);
  expect(faults.fallen.map(({ order: { on }, brokerHadIt }) => [on, brokerHadIt])).toEqual([
    ['connection', false],
    ['Produce', true],
  ]);
  expect(faults.fallen[1]?.request).toBe(request);
  expect(lines).toEqual([
    'The door: a connection was refused.',
    'The door: the broker answered Produce, the answer was lost, and the connection broke.',
  ]);
});

test('what is held waits until its own order is lifted', async () => {
  const faults = new Faults(() => undefined);
  const [first, second] = [faults.add({ on: 'Produce', do: 'hold' }), faults.add({ on: 'Heartbeat', do: 'hold' })];
  const gone: string[] = [];
  const goes = async (name: string, frame: Buffer): Promise<void> => {
    await faults.of(requestOf(frame), frame)?.lifted;
    gone.push(name);
  };
  const [held, other] = [goes('first', produce), goes('second', heartbeat)];
  second.lift();
  await other;
  expect(gone).toEqual(['second']);
  first.lift();
  await held;
  expect(gone).toEqual(['second', 'first']);
});

test('an order that no door can carry out is refused with what can be', () => {
  const faults = new Faults(() => undefined);
  expect(() => faults.add({ on: 'Metadata', do: 'refuse', with: 'NETWORK_EXCEPTION' })).toThrow(
    'cannot refuse Metadata',
  );
  expect(() => faults.add({ on: 'Heartbeat', do: 'throttle', ms: 5 })).toThrow('cannot throttle Heartbeat');
  for (const wrong of [{ nth: 0 }, { nth: 1.5 }, { times: 0 }, { times: Number.NaN }]) {
    expect(() => faults.add({ on: 'Produce', do: 'lose-answer', ...wrong })).toThrow('first request or a later one');
  }
});
