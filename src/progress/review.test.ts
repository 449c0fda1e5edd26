import { describe, expect, it } from 'vitest';
import { noProgress, type Progress } from './progress.ts';
import { answersBefore, dueQuestions } from './review.ts';

const start = Date.parse('2026-03-02T09:00:00Z');
const day = 86_400_000;
const after = (days: number): number => start + days * day;

type Said = readonly [days: number | null, right: boolean];

function progressWith(answers: Record<string, readonly Said[]>): Progress {
  const kept = Object.entries(answers).map(([question, said]) => {
    const history = said.map(([days, right]) => ({
      at: days === null ? null : new Date(after(days)).toISOString(),
      choice: right ? 'yes' : 'no',
      right,
    }));
    return [question, { history, before: 0 }];
  });
  return { ...noProgress, answers: Object.fromEntries(kept) };
}

const isDue = (days: number, ...said: Said[]): boolean =>
  dueQuestions(['a/one'], progressWith({ 'a/one': said }), after(days)).length === 1;

describe('a question', () => {
  it('that was never answered, or always right, does not come back', () => {
    expect(dueQuestions(['a/one'], noProgress, after(400))).toEqual([]);
    expect(isDue(400, [0, true])).toBe(false);
  });

  it('comes back a day after the wrong answer, not before', () => {
    expect(isDue(0.99, [0, false])).toBe(false);
    expect(isDue(1, [0, false])).toBe(true);
  });

  it('comes back after 1, 3 and 10 days where each answer is right, and then no more', () => {
    const said: Said[] = [[0, false]];
    const seen: number[] = [];
    for (let days = 0; days < 400; days += 0.25) {
      if (!isDue(days, ...said)) continue;
      seen.push(days);
      said.push([days, true]);
    }
    expect(seen).toEqual([1, 3, 10]);
  });

  it('that was wrong again begins anew', () => {
    expect(isDue(3, [0, false], [1, true], [2.5, false])).toBe(false);
    expect(isDue(3.5, [0, false], [1, true], [2.5, false])).toBe(true);
  });

  it('that was put right at once, with the explanation in sight, comes back all the same', () => {
    expect(isDue(1, [0, false], [0.001, true])).toBe(true);
  });

  it('that was asked late is not asked twice in a row', () => {
    expect(isDue(5.1, [0, false], [5, true])).toBe(false);
    expect(isDue(10, [0, false], [5, true])).toBe(true);
  });

  it('that was wrong at an unknown time comes back once', () => {
    expect(isDue(0, [null, false])).toBe(true);
    expect(isDue(400, [null, false], [0, true])).toBe(false);
  });
});

describe('a review', () => {
  it('takes at most eight, chapters in turns, and those first that have waited longest', () => {
    const names = ['a/1', 'a/2', 'a/3', 'a/4', 'a/5', 'a/6', 'a/7', 'b/1', 'b/2', 'c/1'];
    const progress = progressWith(Object.fromEntries(names.map((name) => [name, [[name === 'a/7' ? -1 : 0, false]]])));
    expect(dueQuestions(names, progress, after(2))).toEqual(['a/7', 'b/1', 'c/1', 'a/1', 'b/2', 'a/2', 'a/3', 'a/4']);
  });

  it('asks nothing that the course no longer asks', () => {
    expect(dueQuestions([], progressWith({ 'a/one': [[0, false]] }), after(2))).toEqual([]);
  });

  it('stays the same while it is answered', () => {
    const progress = progressWith({ 'a/one': [[0, false], [2, true]], 'b/one': [[0, false]] }); // prettier-ignore
    expect(dueQuestions(['a/one', 'b/one'], answersBefore(progress, after(2)), after(2))).toEqual(['a/one', 'b/one']);
  });
});
