// vitest's set-up file of a graded run: the first that runs with vitest's console in place, and the last before the suite.
import { limitOutput } from '../../testkit/process/limit-output.ts';

limitOutput();
