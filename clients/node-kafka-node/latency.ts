// One client writes by the schedule, a consumer of the same process reads.
import { groupId, makeGroup, makeProducer } from './connect.ts';
import { codecs } from './records.ts';
import type { Result } from './result.ts';
import { Schedule } from './schedule.ts';
import { acks, workload } from './workload.ts';

export async function latency(): Promise<Result> {
  const schedule = new Schedule();
  const producer = await makeProducer(acks, codecs[workload.compression] ?? 0);
  const group = makeGroup(groupId, ({ value }) => schedule.handle(value as Buffer));
  group.failed.catch((error) => schedule.fail(error));
  try {
    await Promise.race([group.joined, group.failed]);
    await schedule.run((record) => producer.send([record]));
    return { evidence: schedule.result(), settings: { requireAcks: acks } };
  } finally {
    await Promise.all([producer.close(), group.close()]);
  }
}
