import { expect, it } from 'vitest';
import { bytesToText } from './logged-record.ts';

it.for([
  { bytes: Buffer.from('grüße'), longest: 10, text: 'grüße' },
  { bytes: Buffer.from('grüße'), longest: 3, text: 'grü…' },
  { bytes: Buffer.from('€'.repeat(100)), longest: 4, text: '€€€€…' },
  { bytes: Buffer.from([0xff, 0xd8, 0x00]), longest: 10, text: '0xffd800' },
  { bytes: Buffer.alloc(0), longest: 10, text: '' },
  { bytes: null, longest: 10, text: null },
])('$bytes is shown as $text', ({ bytes, longest, text }) => {
  expect(bytesToText(bytes, longest)).toBe(text);
});
