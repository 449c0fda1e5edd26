import { expect, test } from 'vitest';
import { decideCopy } from './working-copies.ts';

test.for([
  ['is made where there is none', { course: 'new', copy: undefined, origin: undefined }, 'made'],
  ['is made again where its owner deleted it', { course: 'old', copy: undefined, origin: 'old' }, 'made'],
  ['stays as it is while the course does', { course: 'old', copy: 'written in', origin: 'old' }, 'same'],
  ['stays as it is where it holds what the course holds', { course: 'new', copy: 'new', origin: 'old' }, 'same'],
  ['follows the course where nobody wrote in it', { course: 'new', copy: 'old', origin: 'old' }, 'updated'],
  ['is left alone where somebody did', { course: 'new', copy: 'written in', origin: 'old' }, 'behind'],
  ['is left alone where nobody knows', { course: 'new', copy: 'old', origin: undefined }, 'behind'],
] as const)('a copy %s', ([, facts, state]) => {
  expect(decideCopy(facts)).toBe(state);
});
