// Search over the whole course: each section of a lesson, each task and each notebook is a document of a small full-text
// index in memory. A word that docs/words.yaml explains comes with its meaning, and its section first.
import MiniSearch, { type QueryCombination, type SearchResult } from 'minisearch';
import type { Course } from '../course/course.ts';
import { findWord, type Word } from '../course/word-list.ts';
import { documentsOf, type Document } from './search-documents.ts';

export interface Found {
  readonly href: string;
  readonly title: string;
  /** Chapter or exercise that it stands in. */
  readonly where: string;
  readonly excerpt: string;
  /** The words of the index that matched. */
  readonly terms: readonly string[];
}

export interface SearchAnswer {
  /** The word itself, where the course explains it. */
  readonly word: Word | undefined;
  readonly found: readonly Found[];
  /** False where nothing has all words of the query: then these have some of them. */
  readonly hasAll: boolean;
  /** Queries close to this one. */
  readonly suggestions: readonly string[];
}

export interface Search {
  (query: string): SearchAnswer;
  /** What the course explains, in the order of the alphabet. */
  readonly words: readonly string[];
}

const shown = 20;
const suggested = 5;

/** An index of the course as it is now: call it with a query. */
export function createSearch(course: Course, words: readonly Word[]): Search {
  const documents = documentsOf(course);
  const index = new MiniSearch<Document>({
    fields: ['title', 'where', 'body'],
    storeFields: ['title', 'where', 'body'],
    processTerm: (term) => [...new Set([term, ...partsOfName(term)].map(lowered))],
    searchOptions: {
      boost: { title: 4, where: 2 },
      // A notebook is one long document that holds most words.
      boostDocument: (id) => (String(id).startsWith('/notebooks/') ? 0.4 : 1),
      prefix: true,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      processTerm: (term) => (partsOfName(term).length > 2 ? partsOfName(term) : [term]).map(lowered),
    },
  });
  index.addAll(documents);
  const search = (query: string): SearchAnswer => {
    const word = findWord(words, query);
    // What is called otherwise in the course is found by that name, too.
    const queries = [query, ...(word ? [word.word] : [])].map(withAll);
    const all = index.search({ combineWith: 'OR', queries });
    const hits = all.length > 0 ? all : index.search(query, { combineWith: 'OR' });
    const first = documents.find(({ id }) => id === (word?.section && addressOf(word.section)));
    const others = hits.filter(({ id }) => id !== first?.id).map(toFound);
    const terms = hits.find(({ id }) => id === first?.id)?.terms ?? [];
    const found = first ? [toFirst(first, terms), ...others] : others;
    const hasAll = all.length > 0 || word !== undefined;
    return { word, found: found.slice(0, shown), hasAll, suggestions: word ? [] : suggest(words, query, hits) };
  };
  return Object.assign(search, { words: words.map(({ word }) => word).toSorted((a, b) => a.localeCompare(b)) });
}

const addressOf = (section: string): string => `/lessons/${section}`;

// Names such as KafkaJSNumberOfRetriesExceeded are found whole, and by their parts.
const partsOfName = (term: string): string[] => term.match(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{N}+/gu) ?? [];
const lowered = (term: string): string => term.toLowerCase();

const withAll = (query: string): QueryCombination => ({ combineWith: 'AND', queries: [query] });

const toFirst = ({ id, title, where, body }: Document, terms: readonly string[]): Found => ({
  href: id,
  title,
  where,
  excerpt: excerptOf(body, terms),
  terms,
});

const toFound = (hit: SearchResult): Found => ({
  href: String(hit.id),
  title: String(hit['title']),
  where: String(hit['where']),
  excerpt: excerptOf(String(hit['body']), hit.terms),
  terms: hit.terms,
});

// Words of the course with a part that begins as a part of the query does, or as the index corrected it.
function suggest(words: readonly Word[], query: string, hits: readonly SearchResult[]): string[] {
  const corrected = hits.slice(0, suggested).flatMap(({ terms }) => terms);
  const typed = [...partsOf(query), ...corrected].filter((part) => part.length > 2);
  return words
    .filter(({ word, also }) =>
      [word, ...also].flatMap(partsOf).some((part) => typed.some((each) => part.startsWith(each))),
    )
    .map(({ word }) => word)
    .slice(0, suggested);
}

const partsOf = (spelling: string): string[] => spelling.toLowerCase().split(/[\s_.-]+/);

function excerptOf(body: string, terms: readonly string[]): string {
  const lower = body.toLowerCase();
  const at = Math.max(
    0,
    Math.min(...terms.map((term) => lower.indexOf(term)).filter((index) => index >= 0), body.length),
  );
  const start = at > 80 && at < body.length ? body.indexOf(' ', at - 60) + 1 : 0;
  const end = body.indexOf(' ', start + 200);
  return `${start ? '… ' : ''}${body.slice(start, end < 0 ? undefined : end)}${end < 0 ? '' : ' …'}`;
}
