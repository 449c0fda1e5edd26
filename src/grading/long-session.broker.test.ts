import { join } from 'node:path';
import { expect, inject, test, vi } from 'vitest';
import { mainSolution } from '../course/answer.ts';
import { exercisesOf } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { runName } from '../page/broker/run-name.ts';
import { projectRoot } from '../project.ts';
import { patientClient } from '../kafka/client.ts';
import { createGrader } from './grader.ts';
import { isStale } from './run-prefix.ts';

test('a session of more than a day does not take its own topics for left over', async () => {
  const { connection } = inject('workbook');
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 2 * 86_400_000 });
  await using old = await createGrader({ broker: { connection, env: {} } }).finally(() => vi.useRealTimers());
  const [sendARecord] = exercisesOf(loadCourse(join(projectRoot, 'tests/fixtures/course')));
  if (!sendARecord) throw new Error('The fixture course has lost an exercise.');
  const began = Date.now();
  expect(await old.grade({ exercise: sendARecord, subject: mainSolution(sendARecord) })).toMatchObject({
    status: 'passed',
  });
  const admin = patientClient(connection, 'grader-test').admin();
  await admin.connect();
  const topics = await admin.listTopics();
  await admin.disconnect();
  // Of this run, or of one that another test has begun since.
  expect(topics.filter((name) => (runName(name).at ?? 0) >= began)).not.toEqual([]);
  expect(topics.filter((name) => isStale(name))).toEqual([]);
});
