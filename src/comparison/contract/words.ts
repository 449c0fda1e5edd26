// What is said of a client's folder, in the language that is chosen.
import { catalogue } from '../../text/catalogue.ts';
import * as en from './en.ts';

export const words = catalogue({ en: en.words });
