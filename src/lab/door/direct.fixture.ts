// The broker itself, as the tap's tests reach it.
import { randomUUID } from 'node:crypto';
import { currentJob } from '../../testkit/job.ts';
import { Observer } from '../../testkit/observer.ts';
import { uniqueName } from '../../testkit/unique-name.ts';

export const direct = currentJob().connection;

/** A name that begins as the run's names do; files that run side by side count alike, so the count is not enough. */
export function newName(base: string): string {
  return uniqueName(`${base}-${randomUUID()}`);
}

/** A topic of the running test, with every partition led by somebody; removed after the run. */
export async function newTopic(partitions = 1): Promise<string> {
  await using observer = new Observer(direct);
  const topic = newName('wire');
  await observer.createTopic(topic, { partitions });
  return topic;
}
