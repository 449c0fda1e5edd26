// What is said of the Schema Registry, in the language that is chosen.
import { catalogue } from '../../text/catalogue.ts';
import * as en from './en.ts';

export const registryText = catalogue({ en: en.registryText });
