// The browser code of every page. Without it the page still works: forms are sent, links are followed.
import { offerCopies } from './copy.ts';
import { enhanceForms } from './forms.ts';
import { listenToKeys } from './keys.ts';
import { offerToPrint } from './print.ts';
import { showWhatOpens } from './opened.ts';
import { say } from './parts.ts';
import { enhanceSearch } from './search.ts';
import { followReading } from './reading.ts';
import { followSession } from './updates.ts';

enhanceForms();
offerCopies(say);
enhanceSearch();
listenToKeys();
offerToPrint();
showWhatOpens();
followReading();
followSession();
if (document.querySelector('#log')) void import('./broker.ts').then(({ followBroker }) => followBroker());
