import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { cutAtRandom, randomFrom } from '../../kafka/frames/random.fixture.ts';
import { now } from './ledger.ts';
import { RequestStream, type Passage, type RequestHandler } from './request-stream.ts';

function framed(body: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeInt32BE(body.length);
  return Buffer.concat([head, body]);
}

interface Heard extends RequestHandler {
  readonly frames: string[];
  isLost: boolean;
}

function handler(passage: (frame: Buffer, hasBegun: boolean) => Passage | undefined, holds = () => true): Heard {
  return {
    holds,
    frames: [],
    isLost: false,
    sends: () => undefined,
    request(frame, hasBegun) {
      this.frames.push(frame.toString('latin1'));
      return passage(frame, hasBegun);
    },
    lost() {
      this.isLost = true;
    },
  };
}

const through = (chunks: readonly Buffer[], heard: Heard) =>
  buffer(Readable.from(chunks).pipe(new RequestStream(heard)));
const passing = () => handler(() => ({ gets: 'request', notBefore: 0 }));

test('requests pass unchanged, or are left out as a whole, however the stream is cut', async () => {
  for (let seed = 0; seed < 100; seed += 1) {
    const random = randomFrom(seed);
    const bodies = Array.from({ length: 20 }, (_, number) => Buffer.alloc(random(4_000) + 1, number));
    const chunks = cutAtRandom(Buffer.concat(bodies.map(framed)), random);
    const even = handler((frame) => ({ gets: (frame[0] ?? 0) % 2 === 0 ? 'request' : 'nothing', notBefore: 0 }));
    const wanted = Buffer.concat(bodies.filter((_, number) => number % 2 === 0).map(framed));
    expect((await through(chunks, even)).equals(wanted), `seed ${seed}`).toBe(true);
    expect(even.frames).toEqual(bodies.map((body) => body.toString('latin1')));
  }
});

test('nothing of a request passes before it is complete', async () => {
  const stream = new RequestStream(passing());
  const whole = framed(Buffer.from('a request'));
  stream.write(whole.subarray(0, 9));
  await new Promise(setImmediate);
  expect(stream.readableLength).toBe(0);
  stream.write(whole.subarray(9));
  await new Promise(setImmediate);
  expect(stream.readableLength).toBe(whole.length);
});

test('where nothing is ordered a request passes as it comes, and one that has begun to is beyond an order', async () => {
  let isOrdered = false;
  const begun: boolean[] = [];
  const heard = handler(
    (_frame, hasBegun) => {
      begun.push(hasBegun);
      return { gets: hasBegun ? 'request' : 'nothing', notBefore: 0 };
    },
    () => isOrdered,
  );
  const stream = new RequestStream(heard);
  const [first, second] = [framed(Buffer.from('has begun')), framed(Buffer.from('comes later'))];
  stream.write(first.subarray(0, 9));
  await new Promise(setImmediate);
  expect(stream.readableLength).toBe(9);
  isOrdered = true;
  stream.write(Buffer.concat([first.subarray(9), second.subarray(0, 6)]));
  stream.end(second.subarray(6));
  expect((await buffer(stream)).equals(first)).toBe(true);
  expect([begun, heard.frames]).toEqual([
    [true, false],
    ['has begun', 'comes later'],
  ]);
});

test('what is not Kafka passes as it comes, and so does what follows a request that ends it', async () => {
  const http = passing();
  const chunks = [framed(Buffer.from('first')), Buffer.from('GET / HTTP/1.1'), Buffer.from(' and more')];
  expect(String(await through(chunks, http))).toBe(String(Buffer.concat(chunks)));
  expect([http.frames, http.isLost]).toEqual([['first'], true]);
  const ending = handler(() => undefined);
  const joined = Buffer.concat([framed(Buffer.from('handshake')), Buffer.from('tokens')]);
  expect(String(await through([joined, Buffer.from(' and more')], ending))).toBe(`${String(joined)} and more`);
  expect(ending.frames).toEqual(['handshake']);
});

test('a stream that ends in the middle of a request keeps what came', async () => {
  const half = framed(Buffer.from('a request')).subarray(0, 7);
  expect((await through([half], passing())).equals(half)).toBe(true);
});

test('a request that is held back holds up those behind it, and keeps its place', async () => {
  const until = now() + 100;
  const heard = handler((frame) => ({ gets: 'request', notBefore: frame.toString() === 'late' ? until : 0 }));
  const chunks = ['early', 'late', 'behind'].map((body) => framed(Buffer.from(body)));
  const stream = Readable.from([Buffer.concat(chunks)]).pipe(new RequestStream(heard));
  const came: { text: string; at: number }[] = [];
  for await (const bytes of stream) came.push({ text: String(bytes), at: now() });
  expect(came.map(({ text }) => text).join('')).toBe(String(Buffer.concat(chunks)));
  // The first does not wait for those behind it, and none of those comes too early, however late a busy machine is.
  expect(came[0]?.text).toBe(String(chunks[0]));
  // A timer of Node's may ring a millisecond early.
  expect(came.slice(1).filter(({ at }) => at < until - 2)).toEqual([]);
});
