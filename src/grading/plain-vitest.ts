// Global set-up for the vitest projects that need a broker: tells them where it is, and for suites that run without the
// grader (`npx vitest --project solution`), the job that the grader would give.
import type { TestProject } from 'vitest/node';
import { findBroker } from '../lab/broker/find-broker.ts';
import { RunLeftovers } from './run-leftovers.ts';
import { newRunPrefix } from './run-prefix.ts';

/** Finds a broker as the workbook does; removes what the run left there. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const broker = await findBroker({ source: 'auto' });
  const prefix = newRunPrefix();
  const subject = project.name === 'solution' || project.name === 'confluent' ? project.name : 'stub';
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
