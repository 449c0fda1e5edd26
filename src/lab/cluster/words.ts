// Every sentence about clusters that are broken on purpose, in the language that is chosen.
import { catalogue } from '../../text/catalogue.ts';
import * as en from './en.ts';

export const clusterText = catalogue({ en: en.clusterText });
