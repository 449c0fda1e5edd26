// What happens to what a run needs beside its broker, in the language that is chosen.
import { catalogue } from '../text/catalogue.ts';
import * as en from './en.ts';

export const labText = catalogue({ en: en.labText });
