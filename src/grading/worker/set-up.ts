// vitest's set-up file of a graded run: the last that runs before the suite is loaded. An error of loading the file under
// test is thrown here; thrown by the module that the suite imports, it would come after "does not export".
import { subjectIsLoaded } from '../../testkit/process/current-subject.ts';

await subjectIsLoaded();
