// @ts-check
// What the first steps of the set-up say, in the language that is chosen.
import { makeCatalogue } from './catalogue.mjs';
import * as en from './en.mjs';

/** @type {typeof en.words} */
export const words = makeCatalogue({ en: en.words });
