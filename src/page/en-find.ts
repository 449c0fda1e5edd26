// What the page says of its search and its keys, in English; a part of en.ts.
import { plural } from './plural.ts';

export const keys = {
  title: 'Keys',
  open: 'Show the keys',
  close: 'Close',
  list: [
    ['/', 'go to the search'],
    ['?', 'show these keys'],
    ['Tab', 'go to the next link, button or field; the first is a way past the head of the page'],
    ['↑ ↓', 'in the list of records: the record before, the record after'],
    ['Page ↑ Page ↓', 'fifteen records up or down'],
    ['Home End', 'the oldest record, the newest record'],
    ['Enter', 'the record in full'],
    ['Esc', 'close what is open'],
  ],
} as const;

export const searching = {
  title: 'Search',
  label: 'Search the whole course',
  results: 'Results',
  placeholder: 'lag, dead letter, an error name',
  none: (query: string) => `Nothing has all of “${query}”.`,
  found: (count: number, hasAll: boolean) => (hasAll ? plural(count, 'result') : 'With some of it:'),
  words: 'Words that this course explains',
  suggestions: 'Perhaps you mean',
  also: (spellings: readonly string[]) => `also: ${spellings.join(', ')}`,
  lesson: 'Lesson',
  exercise: 'Exercise',
} as const;
