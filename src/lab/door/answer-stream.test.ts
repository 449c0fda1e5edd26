import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { AnswerStream, type AnswerHandler } from './answer-stream.ts';
import { cutAtRandom, randomFrom } from '../../kafka/frames/random.fixture.ts';

function answer(correlationId: number, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeInt32BE(4 + body.length);
  head.writeInt32BE(correlationId, 4);
  return Buffer.concat([head, body]);
}

/** Rewrites answers with an odd number: their body is written twice. */
const doublesOdd: AnswerHandler = {
  receives: () => undefined,
  arrives: (correlationId) => correlationId % 2 === 1,
  rewrite: (_correlationId, bytes) => Promise.resolve(Buffer.concat([bytes, bytes])),
};

function through(chunks: readonly Buffer[], handler = doublesOdd): Promise<string> {
  const stream = Readable.from(chunks).pipe(new AnswerStream(handler));
  return text(stream.setEncoding('hex'));
}

test('answers pass or are rewritten, however the stream is cut', async () => {
  for (let seed = 0; seed < 100; seed += 1) {
    const random = randomFrom(seed);
    const bodies = Array.from({ length: 20 }, () =>
      Buffer.alloc(random(3) === 0 ? random(9) : random(5_000), random(256)),
    );
    const sent = Buffer.concat(bodies.map((body, number) => answer(number, body)));
    const wanted = bodies.map((body, number) => answer(number, number % 2 === 1 ? Buffer.concat([body, body]) : body));
    const got = await through(cutAtRandom(sent, random));
    expect(got === Buffer.concat(wanted).toString('hex'), `seed ${seed}`).toBe(true);
  }
});

test('an answer that is not rewritten passes before it is complete', async () => {
  const stream = new AnswerStream(doublesOdd);
  stream.write(answer(2, Buffer.alloc(1_000_000)).subarray(0, 100));
  await new Promise((resolve) => stream.once('readable', resolve));
  expect(stream.readableLength).toBe(100);
});

test('a stream that ends in the middle of an answer keeps what came', async () => {
  for (const length of [3, 8, 9, 20]) {
    const half = answer(1, Buffer.alloc(20, 0xab)).subarray(0, length);
    expect(await through([half])).toBe(half.toString('hex'));
  }
});

test('bytes that are not in frames pass unchanged', async () => {
  const chunks = [Buffer.from('ffffffff00000001', 'hex'), Buffer.from('HTTP/1.1 400 Bad Request')];
  expect(await through(chunks)).toBe(Buffer.concat(chunks).toString('hex'));
});
