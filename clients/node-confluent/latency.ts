// One client writes by the schedule, a consumer of the same process reads.
import { producerSettings } from './bench.ts';
import { groupId, makeConsumer, makeProducer, topic } from './connect.ts';
import type { Result } from './result.ts';
import { Schedule } from './schedule.ts';

export async function latency(): Promise<Result> {
  const schedule = new Schedule();
  const settings = producerSettings();
  const producer = makeProducer(settings);
  const { consumer, joined } = makeConsumer(groupId);
  try {
    await Promise.all([producer.connect(), consumer.connect()]);
    await consumer.subscribe({ topics: [topic] });
    await consumer.run({
      eachMessage: async ({ message }) => {
        if (message.value) schedule.handle(message.value);
      },
    });
    await joined;
    await schedule.run((record) => producer.send({ topic, messages: [record] }));
    return { evidence: schedule.result(), settings };
  } finally {
    await Promise.all([producer.disconnect(), consumer.disconnect()]);
  }
}
