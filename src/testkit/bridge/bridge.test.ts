// Two bridges, joined by a socket pair as two processes are.
import { createServer, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { Bridge } from './bridge.ts';
import { openLink, type Link } from './frames.ts';
import type { Abort, Answer, Call } from './messages.ts';
import { readFromSubject } from './wire-schema.ts';

async function socketPair(): Promise<[Socket, Socket]> {
  const path = process.platform === 'win32' ? `\\\\.\\pipe\\${randomUUID()}` : join(tmpdir(), `${randomUUID()}.sock`);
  const server = createServer().listen(path);
  await once(server, 'listening');
  const near = connect(path);
  const far = await new Promise<Socket>((resolve) => server.once('connection', resolve));
  server.close();
  return [near, far];
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- these bridges say nothing else to each other
const asCall = (message: unknown): Answer | Call | Abort => message as Call;

/** Calls `remote` as a suite calls the learner's functions. */
async function joinWith(remote: Record<string, unknown>) {
  const [near, far] = await socketPair();
  const links: { suite?: Link; subject?: Link } = {};
  const suite: Bridge = new Bridge({
    send: (message) => links.suite?.send(message),
    shallow: false,
    refused: ({ at, why }) => new Error(`${at} ${why}`),
  });
  const subject: Bridge = new Bridge({
    send: (message) => links.subject?.send(message),
    shallow: true,
    oneWay: (name, send) => (name === 'log' ? (...args) => send(args) : undefined),
    refused: ({ at, why }) => new Error(`${at} ${why}`),
  });
  subject.exports = remote;
  links.suite = openLink(near, {
    message: (message) => suite.hear(asCall(readFromSubject(message))),
    end: () => suite.end(new Error('over')),
  });
  links.subject = openLink(far, { message: (message) => subject.hear(asCall(message)), end: () => {} });
  return {
    call: async (name: string, ...args: unknown[]): Promise<unknown> => suite.call({ name }, args).answer,
    suite,
    far,
    [Symbol.dispose]: () => {
      links.suite?.close();
      links.subject?.close();
    },
  };
}

test('data crosses as it is', async () => {
  using joined = await joinWith({ same: (value: unknown) => value });
  const value = {
    date: new Date(5),
    nothing: null,
    missing: undefined,
    bytes: Buffer.from('é'),
    big: 7n,
    set: new Set([1]),
    list: [1, [2, { three: 3 }]],
    ['__proto__x']: 1,
  };
  expect(await joined.call('same', value)).toEqual(value);
});

test('a key named __proto__ stays a key', async () => {
  using joined = await joinWith({ same: (value: object) => Object.keys(value) });
  expect(await joined.call('same', JSON.parse('{"__proto__": {"polluted": 1}}'))).toEqual(['__proto__']);
});

const add = (n: number): number => n + 10;

test('a function comes back as itself, and its answer and its error cross', async () => {
  using joined = await joinWith({
    twice: async (fn: (n: number) => Promise<number>) => (await fn(1)) + (await fn(2)),
    back: (fn: unknown) => fn,
    fails: (fn: () => Promise<void>) => fn(),
  });
  expect(await joined.call('twice', add)).toBe(23);
  expect(await joined.call('back', add)).toBe(add);
  class Own extends Error {}
  const error = new Own('mine');
  await expect(
    joined.call('fails', () => {
      throw error;
    }),
  ).rejects.toBe(error);
});

test('an error keeps its name, code, cause and errors', async () => {
  const cause = Object.assign(new RangeError('deep'), { code: 'E_DEEP' });
  using joined = await joinWith({
    fail: () => {
      throw new AggregateError([new TypeError('first')], 'all', { cause });
    },
  });
  const error = await joined.call('fail').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(AggregateError);
  expect(error).toMatchObject({
    message: 'all',
    cause: { name: 'RangeError', code: 'E_DEEP' },
    errors: [{ name: 'TypeError', message: 'first' }],
  });
});

test('a method of what is returned can be asked for at once', async () => {
  using joined = await joinWith({
    open: () => ({ n: 1, add: async (m: number) => 1 + m }),
    broken: () => {
      throw new Error('no service today');
    },
    late: async () => ({ add: () => 1 }),
  });
  const ask = (name: string) => {
    const { id, answer } = joined.suite.call({ name }, []);
    answer.catch(() => {});
    return joined.suite.call({ result: id, method: 'add' }, [2]).answer;
  };
  expect(await ask('open')).toBe(3);
  await expect(ask('broken')).rejects.toThrow('no service today');
  await expect(ask('late')).rejects.toThrow('add is not a function');
});

test('an instance crosses with its methods, and what is private stays where it is', async () => {
  class Counter {
    readonly name = 'counter';
    readonly inner = { socket: Symbol('never sent') };
    #n = 0;
    count(): number {
      return (this.#n += 1);
    }
  }
  using joined = await joinWith({ make: () => new Counter() });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what Counter shows of itself
  const made = (await joined.call('make')) as { name: string; inner?: unknown; count(): Promise<number> };
  expect([await made.count(), await made.count(), made.name, made.inner]).toEqual([1, 2, 'counter', undefined]);
});

test('a signal aborts on the other side, too', async () => {
  const seen = Promise.withResolvers<unknown>();
  using joined = await joinWith({
    wait: (signal: AbortSignal) => {
      signal.addEventListener('abort', () => seen.resolve(signal.reason));
    },
    isAborted: (signal: AbortSignal) => signal.aborted,
  });
  const stop = new AbortController();
  await joined.call('wait', stop.signal);
  stop.abort('enough');
  expect(await seen.promise).toBe('enough');
  expect(await joined.call('isAborted', stop.signal)).toBe(true);
});

test.for([
  ['a symbol', () => ({ a: { b: Symbol('x') } }), 'a.b symbol'],
  ['what holds itself', () => itself(), 'me itself'],
  ['too much depth', () => deep(60), 'in.in.in depth'],
  [
    'a proxy',
    () =>
      new Proxy(
        {},
        {
          ownKeys: () => ['x'],
          get: () => Symbol('x'),
          getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }),
        },
      ),
    'x symbol',
  ],
  ['a promise in a list', () => [Promise.resolve(1)], ' clone'],
  ['a list without an end', () => Object.assign([], { length: 4_000_000_000 }), ' size'],
] as const)('%s is refused, and the place is named', async ([, make, says]) => {
  using joined = await joinWith({ make });
  await expect(joined.call('make')).rejects.toThrow(says);
});

function itself(): object {
  const me: Record<string, unknown> = {};
  me['me'] = me;
  return me;
}

const deep = (levels: number): object => (levels === 0 ? {} : { in: deep(levels - 1) });

test('a call that is under way fails when the link ends', async () => {
  using joined = await joinWith({ never: () => new Promise(() => {}) });
  const answer = joined.call('never');
  joined.far.destroy();
  await expect(answer).rejects.toThrow('over');
});
