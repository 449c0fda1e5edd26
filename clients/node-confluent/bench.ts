// How fast, in two styles. The client has an accumulator, librdkafka's: the fast style hands over records without waiting for
// each, the plain style waits.
import { setTimeout as wait } from 'node:timers/promises';
import { groupId, makeConsumer, makeProducer, topic, type Settings } from './connect.ts';
import { Meter } from './meter.ts';
import type { Result } from './result.ts';
import { acks, makeRecords, plain, workload } from './workload.ts';

// Each send costs the program a promise more, so that some records in one send are faster than a send for each. The lanes
// keep librdkafka's queue filled, which refuses more than queue.buffering.max.messages, 100,000.
const perSend = plain ? 1 : 100;
const lanes = plain ? 1 : 300;

export const producerSettings = (): Settings => ({
  acks,
  'enable.idempotence': workload.idempotence,
  'max.in.flight.requests.per.connection': Math.min(workload.inFlight, workload.idempotence ? 5 : Infinity),
  'batch.size': Math.max(workload.batchBytes, workload.recordBytes + 1024),
  'linger.ms': workload.lingerMs,
  'compression.type': workload.compression,
});

export async function benchProduce(): Promise<Result> {
  const settings = producerSettings();
  const producer = makeProducer(settings);
  await producer.connect();
  const meter = new Meter(workload);
  const next = makeRecords();
  try {
    meter.begin();
    const lane = async () => {
      while (!meter.over()) {
        await producer.send({ topic, messages: Array.from({ length: perSend }, next) });
        meter.count(perSend);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return {
      evidence: meter.result(),
      settings: { ...settings, 'messages per send': perSend, 'sends at once': lanes },
    };
  } finally {
    await producer.disconnect();
  }
}

export async function benchConsume(): Promise<Result> {
  const settings: Settings = {
    ...(plain && { 'enable.auto.commit': false }),
    // By default librdkafka looks again after a second once its queue was full.
    ...(workload.fetchAgainMs !== undefined && { 'fetch.queue.backoff.ms': workload.fetchAgainMs }),
  };
  const { consumer } = makeConsumer(groupId, settings);
  const meter = new Meter(workload);
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [topic] });
    await consumer.run(
      plain
        ? {
            eachMessage: async ({ partition, message }) => {
              meter.begin();
              if (workload.handlerMs > 0) await wait(workload.handlerMs);
              await consumer.commitOffsets([{ topic, partition, offset: String(BigInt(message.offset) + 1n) }]);
              meter.count(1);
            },
          }
        : {
            eachBatch: async ({ batch }) => {
              meter.begin();
              if (workload.handlerMs === 0) return meter.count(batch.messages.length);
              for (const _ of batch.messages) {
                if (meter.over()) return;
                await wait(workload.handlerMs);
                meter.count(1);
              }
            },
          },
    );
    await meter.ended();
    return { evidence: meter.result(), settings: { style: plain ? 'eachMessage' : 'eachBatch', ...settings } };
  } finally {
    await consumer.disconnect();
  }
}
