// What `check` finds wrong with the content, in the language that is chosen.
import { catalogue } from '../../text/catalogue.ts';
import * as en from './en.ts';

export const problems = catalogue({ en: en.problems });
