// What the page says of the review and of the glossary, in English; a part of en.ts.
import { plural } from './plural.ts';

export const review = {
  title: 'Review',
  lead: 'Questions that you once answered wrong. They come back after 1, 3 and 10 days. Answer from memory, then read why.',
  nothing: 'Nothing to review now. A question comes back 1, 3 and 10 days after a wrong answer.',
  more: 'Is there more?',
  link: (count: number) => `Review ${plural(count, 'question')}`,
} as const;

export const glossary = {
  title: 'Glossary',
  lead: 'The words of this course. Each is explained with words that have an entry of their own.',
} as const;
