// The search over the course as it is: what learners look up, and the section that must come first.
import { describe, expect, it } from 'vitest';
import { loadCourse } from '../course/load-course.ts';
import { readWords } from '../course/word-list.ts';
import { projectRoot } from '../project.ts';
import { createSearch } from './search.ts';
import { documentsOf } from './search-documents.ts';

const course = loadCourse(projectRoot);
const words = readWords(projectRoot);
const search = createSearch(course, words);

describe('what learners look up', () => {
  it.for([
    ['lag', 'offsets#how-far-behind'],
    ['dead letter', 'errors#records-that-stay-bad'],
    ['DLQ', 'errors#records-that-stay-bad'],
    ['poison pill', 'consumers#when-the-work-fails'],
    ['rebalance', 'consumers#when-the-group-changes'],
    ['REBALANCE_IN_PROGRESS', 'consumers#when-the-group-changes'],
    ['auto.offset.reset', 'consumers#where-a-group-begins'],
    ['session timeout', 'consumers#when-the-group-changes'],
    ['SIGTERM', 'consumers#stop-so-that-nobody-has-to-wait'],
    ['not aware of this member', 'consumers#lines-that-you-will-meet'],
    ['ECONNREFUSED', 'connections#what-connect-proves'],
    ['advertised listeners', 'connections#the-localhost-trap'],
    ['bootstrap servers', 'connections#the-first-address-is-only-the-door'],
    ['KafkaJSNumberOfRetriesExceeded', 'connections#fail-well'],
    ['acks', 'producers#confirmations'],
    ['NOT_ENOUGH_REPLICAS', 'producers#confirmations'],
    ['message too large', 'producers#two-kinds-of-failure'],
    ['linger.ms', 'configuration#batch-size-and-linger'],
    ['gzip', 'configuration#compression'],
    ['NOT_LEADER_OR_FOLLOWER', 'errors#what-may-pass'],
    ['restartOnFailure', 'errors#a-consumer-that-has-stopped'],
    ['retry topic', 'errors#retry-topics'],
    ['Testcontainers', 'errors#test-it'],
    ['enable.idempotence', 'delivery-guarantees#an-answer-that-is-lost'],
    ['exactly once', 'delivery-guarantees#read-work-write'],
    ['read_committed', 'delivery-guarantees#what-a-reader-sees'],
    ['INVALID_PRODUCER_EPOCH', 'delivery-guarantees#two-of-one-kind'],
    ['outbox', 'delivery-guarantees#something-that-is-not-kafka'],
    ['coordinated omission', 'client-comparison#by-the-schedule'],
    ['seek', 'consumers#where-a-group-begins'],
    ['OFFSET_OUT_OF_RANGE', 'offsets#when-the-place-is-gone'],
    ['retention.ms', 'offsets#when-the-place-is-gone'],
    ['compacted topic', 'offsets#gaps-in-the-log'],
    ['fetchTopicOffsetsByTimestamp', 'offsets#move-to-a-point-in-time'],
    ['resolveOffsets', 'offsets#how-far-behind'],
    ['at most once', 'offsets#before-the-work-or-after-it'],
  ])('%s leads to %s', ([query = '', section]) => {
    expect(search(query).found[0]?.href).toBe(`/lessons/${section}`);
  });

  it('a word comes with its meaning, and its plural and its other spellings do, too', () => {
    for (const query of ['dead letter', 'Dead-letters', 'dlq']) expect(search(query).word?.word).toBe('dead letter');
    expect(search('a word that nobody has').word).toBeUndefined();
  });

  it('a word that is typed in part or wrong leads to suggestions', () => {
    expect(search('rebal').suggestions).toContain('rebalance');
    expect(search('rebalnce').suggestions).toContain('rebalance');
    expect(search('xyzzy')).toMatchObject({ found: [], suggestions: [], hasAll: false });
  });

  it('a query of which no section has all is answered with those that have some', () => {
    const { hasAll, found } = search('heartbeat xyzzy');
    expect({ hasAll, some: found.length > 0 }).toEqual({ hasAll: false, some: true });
  });

  it('a part of a long name finds it', () => {
    expect(search('NumberOfRetries').found.map(({ href }) => href)).toContain('/lessons/connections#fail-well');
  });
});

it('every word stands in a section that there is, and no two words share a spelling', () => {
  const ids = new Set(documentsOf(course).map(({ id }) => id));
  const dead = words.filter(({ section }) => section !== undefined && !ids.has(`/lessons/${section}`));
  expect(dead).toEqual([]);
  const spellings = words.flatMap(({ word, also }) => [word, ...also]).map((each) => each.toLowerCase());
  expect(spellings.filter((each, at) => spellings.indexOf(each) !== at)).toEqual([]);
});

it('a diagram is found by its words, and its source is never shown', () => {
  const bodies = documentsOf(course).map(({ body }) => body);
  expect(bodies.filter((body) => /sequenceDiagram|flowchart|accTitle/.test(body))).toEqual([]);
  expect(bodies.some((body) => body.includes('The second member asks to join.'))).toBe(true);
});
