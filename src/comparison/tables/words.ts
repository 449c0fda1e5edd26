// The words of the tables that lessons include, in the language that is chosen.
import { catalogue } from '../../text/catalogue.ts';
import * as en from './en.ts';

export const text = catalogue({ en: en.text });
