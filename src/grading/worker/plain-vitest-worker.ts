// vitest's set-up file where a maintainer runs suites without the grader: `npx vitest --project solution`.
import { pathToFileURL } from 'node:url';
import { afterAll, expect, inject } from 'vitest';
import { subjectOf } from '../../testkit/job.ts';
import { configureSubjects, endSubject, loadSubject, subjectIsLoaded } from '../../testkit/process/current-subject.ts';
import { findIsolation } from '../../testkit/process/isolation.ts';
import { swapSubject } from '../../testkit/process/swap-subject.ts';
import { importsSubject } from './imports-subject.ts';

const suite = expect.getState().testPath ?? '';
configureSubjects({ isolation: await findIsolation(), connection: inject('workbook').connection });
swapSubject();
if (importsSubject(suite)) loadSubject(subjectOf(pathToFileURL(suite).href).href);
await subjectIsLoaded();
afterAll(endSubject);
