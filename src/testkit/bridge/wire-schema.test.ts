// What a process of hostile code may write to the link.
import { PassThrough } from 'node:stream';
import { deserialize, serialize } from 'node:v8';
import { expect, test } from 'vitest';
import { FrameSplitter, mostBytes, openLink } from './frames.ts';
import { readFromSubject } from './wire-schema.ts';

const value = { v: { partition: 0, offset: '0' } };

test('an answer is read', () => {
  const message = { t: 'return', id: 4, value };
  expect(readFromSubject(deserialize(serialize(message)))).toEqual(message);
});

const doubled = (levels: number): unknown => {
  let list: unknown = [];
  for (let level = 0; level < levels; level += 1) list = [list, list];
  return list;
};

const holes: unknown[] = [];
holes.length = 4_000_000_000;

const hostile: Record<string, unknown> = {
  nothing: null,
  'a text': 'text',
  'a type of ours that only we may say': { t: 'load', id: 1, url: 'file:///x', closed: [] },
  'a type that every object has': { t: '__proto__' },
  'a verdict': { t: 'testfileFinished', __vitest_worker_response__: true },
  'a member too many': { t: 'return', id: 1, value, tests: [] },
  'a negative number': { t: 'return', id: -1, value },
  'a list of four milliards of holes': { t: 'return', id: 1, value: { v: holes } },
  'arguments of four milliards of holes': { t: 'call', id: 1, target: { fn: 1 }, args: holes },
  'a list that doubles forty times': { t: 'return', id: 1, value: { v: doubled(40) } },
  'a call by name': { t: 'call', id: 1, target: { name: 'exit' }, args: [] },
  'a reference of no kind': { t: 'return', id: 1, value: { v: {}, refs: [{ path: [], kind: 'eval', id: 1 }] } },
};

test.for(Object.keys(hostile))('%s is refused, at once', (name) => {
  const started = performance.now();
  expect(() => readFromSubject(hostile[name])).toThrow(/cannot be walked|Invalid|Unrecognized|expected/i);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('a frame larger than any may be is refused at its head', () => {
  const head = Buffer.alloc(4);
  head.writeUInt32LE(mostBytes + 1);
  const split = new FrameSplitter(() => {});
  expect(() => split.push(head)).toThrow(RangeError);
});

test('frames are put together from whatever pieces arrive', () => {
  const bodies: string[] = [];
  const split = new FrameSplitter((body) => bodies.push(body.toString()));
  const frames = ['one', '', 'a longer one'].map((text) => {
    const head = Buffer.alloc(4);
    head.writeUInt32LE(text.length);
    return Buffer.concat([head, Buffer.from(text)]);
  });
  for (const byte of Buffer.concat(frames)) split.push(Buffer.from([byte]));
  split.push(Buffer.concat(frames));
  expect(bodies).toEqual(['one', '', 'a longer one', 'one', '', 'a longer one']);
});

test('junk ends the link, once, and nothing is heard after it', () => {
  const stream = new PassThrough();
  const heard: unknown[] = [];
  openLink(stream, { message: (message) => heard.push(message), end: (why) => heard.push(why) });
  stream.emit('data', Buffer.from([2, 0, 0, 0, 0x41, 0x41]));
  stream.emit('data', Buffer.from([2, 0, 0, 0, 0x41, 0x41]));
  expect(heard).toEqual(['unreadable']);
});
