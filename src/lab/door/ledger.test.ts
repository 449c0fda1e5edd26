import { expect, test } from 'vitest';
import { Ledger, now, type OpenConnection } from './ledger.ts';

function heartbeat(connection: OpenConnection, number: number) {
  const unread = { produce: undefined, fetch: undefined, joinGroup: undefined, roundTripMs: undefined };
  const header = { api: 'Heartbeat' as const, apiKey: 12, apiVersion: 4, clientId: `client-${number % 2}` };
  return { at: now(), connection, bytes: number, ...header, ...unread };
}

test('of many requests the newest are kept, and all are counted', () => {
  const ledger = new Ledger(100);
  const connection = ledger.open('localhost:9092');
  for (let number = 0; number < 100_250; number += 1) ledger.add(heartbeat(connection, number), connection);
  expect(ledger.requests.map(({ bytes }) => bytes)).toEqual(Array.from({ length: 100 }, (_, last) => 100_150 + last));
  expect([ledger.count('Heartbeat'), ledger.count('Produce'), ledger.count()]).toEqual([100_250, 0, 100_250]);
  expect(connection).toMatchObject({ requests: 100_250, clientIds: new Set(['client-0', 'client-1']) });
});

test('who hung up first stands, whatever follows', () => {
  const ledger = new Ledger(2);
  const [first, second] = [ledger.open('a:1'), ledger.open('b:2'), ledger.open('c:3')];
  ledger.close(first, 'client');
  ledger.close(first, 'broker', 'connection reset');
  ledger.close(second, 'broker', 'connection refused');
  expect(first).toMatchObject({ closedBy: 'client', problem: undefined });
  expect(second).toMatchObject({ closedBy: 'broker', problem: 'connection refused' });
  expect([ledger.connectionsOpened, ledger.connectionsOpen]).toEqual([3, 1]);
  expect(ledger.connections.map(({ broker }) => broker)).toEqual(['b:2', 'c:3']);
});
