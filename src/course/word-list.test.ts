// The glossary as it is: a word is explained by words that stand above it, and by nothing of Kafka's that is not in it.
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../project.ts';
import { findWord, readWords, spellingsIn } from './word-list.ts';

const words = readWords(projectRoot);

// What a reader who is new to Kafka cannot know from plain English.
const ofKafka =
  /\b(acks?|assign(ment|or)|batch|broker|client|cluster|codec|commit(ted)?|compact(ed|ion)|consumer|controller|coordinator|epoch|fenc(ed|ing)|fetch|flush|follower|generation|header|heartbeat|idempoten\w+|isolation|isr|key|lag|leader|linger|listener|log|member|metadata|offset|outbox|partition(er)?|poll|producer|quota|rebalance|record|replica|retention|retry|segment|session|snapshot|tombstone|topic|transaction(al)?|value|watermark|zombie)s?\b/gi;

describe('the glossary', () => {
  it('has at least fifty words, each once in all its spellings', () => {
    const spellings = words.flatMap(({ word, also }) => [word, ...also]).map((spelling) => spelling.toLowerCase());
    expect(words.length).toBeGreaterThanOrEqual(50);
    expect(spellings.filter((spelling, at) => spellings.indexOf(spelling) !== at)).toEqual([]);
  });

  it('explains each word by words that stand above it', () => {
    const tooEarly = words.flatMap(({ word, means }, at) => {
      const above = new Set(words.slice(0, at));
      return spellingsIn(words, means)
        .filter((used) => !above.has(used))
        .map((used) => `${word}: ${used.word}`);
    });
    expect(tooEarly).toEqual([]);
  });

  it('uses no word of Kafka’s that it does not explain', () => {
    const unknown = words.flatMap(({ word, means }) => {
      const known = spellingsIn(words, means).flatMap(({ word: own, also }) => [own, ...also]);
      return [...means.matchAll(ofKafka)]
        .map(([used]) => used)
        .filter(
          (used) => !known.some((spelling) => spelling.toLowerCase().includes(used.toLowerCase().replace(/s$/, ''))),
        )
        .map((used) => `${word}: ${used}`);
    });
    expect(unknown).toEqual([]);
  });

  it('knows a word by its plural, its settings and its errors', () => {
    expect(findWord(words, 'Dead-letter queues')?.word).toBe('dead letter');
    expect(findWord(words, 'auto.offset.reset')?.word).toBe('fromBeginning');
    expect(findWord(words, 'REBALANCE_IN_PROGRESS')?.word).toBe('rebalance');
    expect(findWord(words, 'nothing of the kind')).toBeUndefined();
  });
});
