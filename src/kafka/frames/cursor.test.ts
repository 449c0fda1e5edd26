import { expect, test } from 'vitest';
import { Cursor, ifReadable, UnreadableMessage } from './cursor.ts';
import { Writer } from './writer.ts';

const cursorOf = (...bytes: number[]) => new Cursor(Buffer.from(bytes));

test('integers are big-endian and signed', () => {
  const cursor = cursorOf(0xff, 0xff, 0xfe, 0xff, 0xff, 0xff, 0xfd, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfc);
  expect([cursor.int8(), cursor.int16(), cursor.int32(), cursor.int64()]).toEqual([-1, -2, -3, -4n]);
  expect([cursor.at, cursor.left]).toEqual([15, 0]);
});

test.for([0, 1, 127, 128, 300, 16_383, 16_384, 2 ** 28 - 1])('the varint of %i reads as it was written', (value) => {
  expect(new Cursor(new Writer().uvarint(value).bytes()).uvarint()).toBe(value);
});

test('the largest varint has five bytes, and a longer one is unreadable', () => {
  expect(cursorOf(0xff, 0xff, 0xff, 0xff, 0x0f).uvarint()).toBe(2 ** 32 - 1);
  expect(() => cursorOf(0xff, 0xff, 0xff, 0xff, 0xff, 0x01).uvarint()).toThrow(UnreadableMessage);
});

test('the varints of records are signed, and of up to 64 bits', () => {
  expect([0x00, 0x01, 0x02, 0x03].map((byte) => cursorOf(byte).varint())).toEqual([0, -1, 1, -2]);
  expect(cursorOf(0x80, 0xa0, 0xab, 0xfe, 0xf9, 0x62).varint()).toBe(1_700_000_000_000);
  expect(() => cursorOf(...Array<number>(11).fill(0x80)).varint()).toThrow(UnreadableMessage);
  expect([cursorOf(0x01).varbytes(), cursorOf(0x04, 0x68, 0x69).varbytes()]).toEqual([null, Buffer.from('hi')]);
});

test('strings and arrays are counted in two bytes or four, or compactly one higher', () => {
  expect(cursorOf(0, 2, 0x68, 0x69).string(false)).toBe('hi');
  expect(cursorOf(3, 0x68, 0x69).string(true)).toBe('hi');
  expect(cursorOf(0xff, 0xff).string(false)).toBeUndefined();
  expect(cursorOf(0).string(true)).toBeUndefined();
  const classic = cursorOf(0, 0, 0, 2, 7, 8);
  expect(classic.array(false, () => classic.int8())).toEqual([7, 8]);
  const compact = cursorOf(3, 7, 8);
  expect(compact.array(true, () => compact.int8())).toEqual([7, 8]);
  expect(cursorOf(0).array(true, () => 1)).toEqual([]);
});

test('tagged fields are passed over, known or not', () => {
  const seen: unknown[] = [];
  const cursor = cursorOf(2, 0, 2, 0xaa, 0xbb, 9, 0, 0x55);
  cursor.tags(true, (tag, data) => seen.push([tag, data.toString('hex')]));
  expect(seen).toEqual([
    [0, 'aabb'],
    [9, ''],
  ]);
  expect(cursor.int8()).toBe(0x55);
});

test('a length beyond the message is unreadable, not a wait or a huge allocation', () => {
  expect(() => cursorOf(0x7f, 0xff, 0xff, 0xff, 1).array(false, () => 1)).toThrow(UnreadableMessage);
  expect(() => cursorOf(0, 9, 1).string(false)).toThrow(UnreadableMessage);
  expect(() => cursorOf(0xff, 0xfe).string(false)).toThrow(UnreadableMessage);
  expect(ifReadable(() => cursorOf(1).int32())).toBeUndefined();
});
