// vitest's set-up file where a maintainer runs suites without the grader: `npx vitest --project solution`.
import { swapSubject } from '../../testkit/process/swap-subject.ts';

swapSubject();
