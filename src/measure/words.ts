// What `workbook measure` says of its figures, in the language that is chosen.
import { catalogue } from '../text/catalogue.ts';
import * as en from './en.ts';

export const words = catalogue({ en: en.words });
