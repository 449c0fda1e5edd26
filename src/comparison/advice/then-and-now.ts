// What the source chapter would have answered, beside today's answer.
import type { ChapterTable } from '../tables/chapter.ts';
import type { Advice } from './choose.ts';
import { text } from './words.ts';
import type { Needs } from './needs.ts';

/** Which clients the chapter names for the language, and what has become of those that are left out today. Pure. */
export function thenAndNow({ language }: Needs, { ranking, excluded }: Advice, chapter: ChapterTable): string[] {
  const named = chapter.columns.flatMap(({ clients }) => clients.filter((client) => client.startsWith(`${language}-`)));
  if (named.length === 0) return [];
  const [best] = ranking;
  const fallen = excluded.flatMap(({ client, reasons: [why] }) =>
    named.includes(client.name) && why !== undefined ? [text.chapter.unlike(client.name, why)] : [],
  );
  const unnamed = best && !named.includes(best.client.name) ? [text.chapter.unnamed(best.client.name)] : [];
  return [text.chapter.named(language, named), ...fallen, ...unnamed];
}
