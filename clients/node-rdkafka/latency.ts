// One client writes by the schedule, a consumer of the same process reads.
import { producerSettings } from './bench.ts';
import { close, deliver, groupId, makeConsumer, makeProducer, topic } from './connect.ts';
import type { Result } from './result.ts';
import { Schedule } from './schedule.ts';
import { acks, plain } from './workload.ts';

export async function latency(): Promise<Result> {
  const schedule = new Schedule();
  const settings = producerSettings();
  const producer = await makeProducer(settings, { acks });
  const { consumer, joined } = await makeConsumer(groupId);
  try {
    producer.on('delivery-report', (error) => {
      if (error) schedule.fail(error);
    });
    consumer.on('data', ({ value }) => {
      if (value) schedule.handle(value);
    });
    consumer.subscribe([topic]);
    consumer.consume();
    await joined;
    await schedule.run(async ({ key, value }) => {
      if (plain) await deliver(producer, [{ key, value }]);
      else producer.produce(topic, null, value, key);
    });
    return { evidence: schedule.result(), settings: { ...settings, acks } };
  } finally {
    await Promise.all([close(producer), close(consumer)]);
  }
}
