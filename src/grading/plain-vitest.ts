// Global set-up for the vitest projects that need a broker: tells them where it is, and for suites that run without the
// grader (`npx vitest --project solution`), the job that the grader would give.
import { pathToFileURL } from 'node:url';
import type { TestProject } from 'vitest/node';
import { plainRuns } from '../course/answer.ts';
import { allExercises, type Course } from '../course/course.ts';
import { loadCourse } from '../course/load-course.ts';
import { findBroker } from '../lab/broker/find-broker.ts';
import { RunLeftovers } from './run-leftovers.ts';
import { newRunPrefix } from './run-prefix.ts';

/** Finds a broker as the workbook does; removes what the run left there. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const broker = await findBroker({ source: 'auto' });
  const prefix = newRunPrefix();
  const subject = subjectsOf(loadCourse(), project.name);
  const { connection, users } = broker;
  project.provide('workbook', { connection, prefix, subject, ...(users !== undefined && { users }) });
  project.config.env = { ...project.config.env, ...broker.env };
  return async () => {
    const leftovers = new RunLeftovers(broker.connection);
    leftovers.add(prefix);
    await leftovers[Symbol.asyncDispose]();
    await broker[Symbol.asyncDispose]();
  };
}

/** The file under test of each suite, by the suite's URL, as the project's name asks for it; none where it runs no suites. */
export function subjectsOf(course: Course, project: string): Record<string, string> {
  const choose = plainRuns[project];
  return Object.fromEntries(
    allExercises(course).flatMap((exercise) => {
      const path = choose?.(exercise)?.path;
      return path === undefined ? [] : [[pathToFileURL(exercise.files.suite).href, path]];
    }),
  );
}
