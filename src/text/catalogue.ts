// The words of a part in the language of this process: `export const text = catalogue({ en });` in its words.ts. A language
// is added by a file beside en.ts and its name in that line.
import { makeCatalogue } from '../../bin/catalogue.mjs';

export { language } from '../../bin/catalogue.mjs';
export { verbatim } from '../../bin/doubled.mjs';

/** A catalogue as it is used: what English says in a word, another language says in another. */
export type Spoken<Words> = Words extends string
  ? string
  : Words extends (...args: never) => unknown
    ? Words
    : { readonly [Key in keyof Words]: Spoken<Words[Key]> };

/** A catalogue in another language: as much of it as there is, with the keys and arguments that English has. */
export type Translation<Words> = Words extends string
  ? string
  : Words extends (...args: never) => unknown
    ? Words
    : { readonly [Key in keyof Words]?: Translation<Words[Key]> };

/** The languages that a part is written in. */
export type Languages<Words> = { readonly en: Words } & Readonly<Record<string, Translation<NoInfer<Words>>>>;

/** Words of a part, each in the language that is chosen when it is read; in English where that one lacks it. */
export const catalogue = <Words extends object>(languages: Languages<Words>): Spoken<Words> => makeCatalogue(languages);
