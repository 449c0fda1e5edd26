// What is said of the content's files, in the language that is chosen.
import { catalogue } from '../text/catalogue.ts';
import * as en from './en.ts';

export const words = catalogue({ en: en.words });
