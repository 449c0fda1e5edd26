// The words of the matrix, in the language that is chosen.
import { catalogue } from '../../text/catalogue.ts';
import * as en from './en.ts';

export const featureTitles = catalogue({ en: en.featureTitles });
export const words = catalogue({ en: en.words });
export const say = catalogue({ en: en.say });
