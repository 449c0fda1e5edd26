// One client writes by the schedule, a consumer of the same process reads.
import { codecNamed, registerCodecs } from './codecs.ts';
import { connect, groupId, topic } from './connect.ts';
import type { Result } from './result.ts';
import { Schedule } from './schedule.ts';
import { acks, workload } from './workload.ts';

export async function latency(): Promise<Result> {
  registerCodecs();
  const schedule = new Schedule();
  const config = { idempotent: workload.idempotence, maxInFlightRequests: workload.inFlight };
  const kafka = connect();
  const producer = kafka.producer(config);
  const consumer = kafka.consumer({ groupId });
  const { compression } = codecNamed(workload.compression);
  const joined = Promise.withResolvers<void>();
  consumer.on(consumer.events.GROUP_JOIN, () => joined.resolve());
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    schedule.fail(payload.error);
    joined.reject(payload.error);
  });
  try {
    await Promise.all([producer.connect(), consumer.connect()]);
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ message }) => {
        if (message.value) schedule.handle(message.value);
      },
    });
    await joined.promise;
    // kafkajs has no accumulator: each record is a request of its own, whatever the style.
    await schedule.run((record) => producer.send({ topic, acks, compression, messages: [record] }));
    return { evidence: schedule.result(), settings: { ...config, acks } };
  } finally {
    await Promise.all([producer.disconnect(), consumer.disconnect()]);
  }
}
