import { createServer } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { brokerServes } from './warm-up.ts';

test('a wait that is over before it begins rejects with its reason', async () => {
  const waiting = brokerServes({ host: '127.0.0.1', port: 1, clusterId: 'x' }, AbortSignal.abort(new Error('over')));
  await expect(waiting).rejects.toThrow('over');
});

test('a wait that ends while it connects, or waits for an answer, rejects with its reason', async () => {
  await using server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const stop = new AbortController();
  const waiting = brokerServes({ host: '127.0.0.1', port, clusterId: 'x' }, stop.signal);
  server.once('connection', (socket) => socket.on('error', () => {}).resume());
  stop.abort(new Error('over'));
  await expect(waiting).rejects.toThrow('over');
});
