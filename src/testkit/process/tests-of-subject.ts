// The file of tests, as vitest sees it: the tests themselves stand in the file under test, which is loaded once.
import { register } from './run-tests.ts';

await register();
