// One client writes by the schedule, a consumer of the same process reads.
import { producerSettings, toMessage } from './bench.ts';
import { fromTheStart, groupId, makeConsumer, makeProducer } from './connect.ts';
import type { Result } from './result.ts';
import { Schedule } from './schedule.ts';

export async function latency(): Promise<Result> {
  const schedule = new Schedule();
  const settings = producerSettings();
  const producer = makeProducer(settings);
  const consumer = makeConsumer(groupId, { maxWaitTime: 500 });
  try {
    const stream = await consumer.consume({ ...fromTheStart, autocommit: 5000 });
    stream.on('error', (error) => schedule.fail(error));
    stream.on('data', ({ value }) => schedule.handle(value));
    // Each record is a request of its own, whatever the style: `send` has no accumulator.
    await schedule.run((record) => producer.send({ messages: [toMessage(record)] }));
    return { evidence: schedule.result(), settings };
  } finally {
    await Promise.all([producer.close(), consumer.close(true)]);
  }
}
