import { expect, test } from 'vitest';
import { FrameReader } from './frame-reader.ts';
import { cutAtRandom, randomFrom } from './random.fixture.ts';

function framed(body: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeInt32BE(body.length);
  return Buffer.concat([head, body]);
}

function read(chunks: readonly Buffer[]) {
  const frames: string[] = [];
  const reader = new FrameReader((frame) => frames.push(frame.toString('hex')));
  for (const chunk of chunks) reader.push(chunk);
  return { frames, lost: reader.lost };
}

test('the same frames come out however the stream is cut', () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const random = randomFrom(seed);
    const bodies = Array.from({ length: 20 }, () =>
      Buffer.alloc(random(3) === 0 ? random(9) : random(5_000), random(256)),
    );
    const stream = Buffer.concat(bodies.map(framed));
    expect(read(cutAtRandom(stream, random)), `seed ${seed}`).toEqual({
      frames: bodies.map((body) => body.toString('hex')),
      lost: false,
    });
  }
});

test('a frame that is not complete yet is not given', () => {
  expect(read([framed(Buffer.from('whole')), framed(Buffer.from('half')).subarray(0, 6)]).frames).toHaveLength(1);
});

test.for(['GET / HTTP/1.1\r\n', '\x16\x03\x01\x02\x00\x01\x00', '\xff\xff\xff\xff'])('%j is no Kafka frame', (text) => {
  expect(read([Buffer.from(text, 'latin1'), framed(Buffer.from('later'))])).toEqual({ frames: [], lost: true });
});

test('a reader that gave up within a frame gives no more', () => {
  const frames: Buffer[] = [];
  const reader = new FrameReader((frame) => {
    frames.push(frame);
    reader.giveUp();
  });
  reader.push(Buffer.concat([framed(Buffer.from('a')), framed(Buffer.from('b'))]));
  expect(frames.map(String)).toEqual(['a']);
});
