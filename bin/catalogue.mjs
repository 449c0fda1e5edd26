// @ts-check
// Which language the workbook speaks, and the words of a part in that language. In plain JavaScript, because the set-up
// speaks before TypeScript can run.
import { double } from './doubled.mjs';

/** The language of the workbook's own tests, which no file holds: English with every letter twice. */
const testLanguage = 'xx';

/** The system's, read once: it does not change under a running process. @type {string | undefined} */
let ofSystem;

/**
 * The language to speak, such as `en`: WORKBOOK_LANGUAGE, which every process inherits, or what the user's system is set to.
 * @returns {string}
 */
export function language() {
  const wished = process.env['WORKBOOK_LANGUAGE'];
  if (wished) return wished;
  ofSystem ??= new Intl.DateTimeFormat().resolvedOptions().locale.split('-')[0] ?? 'en';
  return ofSystem;
}

/**
 * The words of a part. Each key is looked up when it is read, so that the language is chosen then, and not when a file is
 * loaded; English stands in for what a translation lacks. TypeScript imports it as `catalogue` of src/text/, with its types.
 * @param {{ readonly en: object, readonly [language: string]: object }} languages
 * @returns {any}
 */
export function makeCatalogue(languages) {
  const { en } = languages;
  /** @type {Map<string, any>} */
  const made = new Map([['en', en]]);
  /** @returns {any} */
  const chosen = () => {
    const name = language();
    const known = made.get(name);
    if (known) return known;
    const words = name === testLanguage ? double(en) : complete(en, languages[name]);
    made.set(name, words);
    return words;
  };
  const keys = Object.keys(en).map((key) => [key, { enumerable: true, get: () => chosen()[key] }]);
  return Object.defineProperties({}, Object.fromEntries(keys));
}

/**
 * A translation with English where it has nothing.
 * @param {any} english
 * @param {any} translated
 * @returns {any}
 */
function complete(english, translated) {
  if (translated === undefined) return english;
  if (!isGroup(english)) return translated;
  return Object.fromEntries(Object.entries(english).map(([key, words]) => [key, complete(words, translated[key])]));
}

/** @param {unknown} words */
const isGroup = (words) => typeof words === 'object' && words !== null && !Array.isArray(words);
