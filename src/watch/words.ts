// The words of watch mode, in the language that is chosen.
import { catalogue } from '../text/catalogue.ts';
import * as en from './en.ts';

export const watchText = catalogue({ en: en.watchText });
