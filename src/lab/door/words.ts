// What is said of the door and its faults, in the language that is chosen.
import { catalogue } from '../../text/catalogue.ts';
import * as en from './en.ts';

export const doorText = catalogue({ en: en.doorText });
