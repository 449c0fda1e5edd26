// Every sentence about brokers, in the language that is chosen.
import { catalogue } from '../../text/catalogue.ts';
import * as enGiven from './en-given.ts';
import * as en from './en.ts';

export const brokerText = catalogue({ en: en.brokerText });
export const givenText = catalogue({ en: enGiven.givenText });
