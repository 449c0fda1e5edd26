import { cp } from 'node:fs/promises';
import { relative } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../project.ts';
import { doubleCourse, doubledEnv, singleWords } from '../text/doubled.fixture.ts';
import { copyCourse, runCli } from './course.fixture.ts';

// Two suites of the fixture course, each with a wrong answer: processes, messages and the course are in the test language.
it.for<readonly [label: string, file: string, wrong: string, says: string]>([
  ['1/1', '01-send-a-record', 'sends-nothing', 'WWaaiitteedd 1 ss ffoorr 1 rreeccoorrdd'],
  ['1/2', '02-read-in-a-group', 'reads-one-too-few', 'tthhee vvaalluueess: eexxppeecctteedd'],
])('the verdict on %s with %s.wrong/%s is in the language of the process', async ([label, file, wrong, says]) => {
  await using course = await copyCourse();
  await doubleCourse(course.root);
  const stub = course.path('exercises', '01-basics', `${file}.ts`);
  await cp(course.path('solutions', '01-basics', `${file}.wrong`, `${wrong}.ts`), stub);
  const { code, stdout, stderr } = await runCli(['run', label, '--plain'], { ...course.env, ...doubledEnv });
  const said = stdout + stderr;
  expect({ code, said: said.replace(/\s+/g, ' ') }).toEqual({ code: 1, said: expect.stringContaining(says) });
  // Names, and what the learner's program printed; values of the test stand in quotes.
  const names = [
    relative(projectRoot, course.root),
    'null',
    'undefined',
    'lab.groupId',
    'lab.topic',
    'connected, ready to send order-7',
  ];
  expect({ said, single: singleWords(said.replace(/'[^']*'/g, ''), names) }).toEqual({ said, single: [] });
});
