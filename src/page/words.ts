// The words of the page, in the language that is chosen.
import { catalogue } from '../text/catalogue.ts';
import * as en from './en.ts';

export const text = catalogue({ en: en.text });
