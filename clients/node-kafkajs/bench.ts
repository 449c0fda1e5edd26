// How fast, in two styles. kafkajs has no accumulator: a batch is the array that one `send` is given, so the fast style
// hands over arrays and keeps several on their way, and the plain style waits for each record.
import { setTimeout as wait } from 'node:timers/promises';
import type { ConsumerRunConfig, Message, Producer } from 'kafkajs';
import { codecNamed, registerCodecs } from './codecs.ts';
import { connect, groupId, topic } from './connect.ts';
import { Meter } from './meter.ts';
import type { Result } from './result.ts';
import { acks, makeRecords, perSend, plain, workload } from './workload.ts';

export async function benchProduce(): Promise<Result> {
  registerCodecs();
  const config = { idempotent: workload.idempotence, maxInFlightRequests: workload.inFlight };
  const producer = connect().producer(config);
  await producer.connect();
  const lanes = plain ? 1 : workload.inFlight;
  const meter = new Meter(workload);
  const next = makeRecords();
  const batch = () => Array.from({ length: perSend }, next);
  try {
    meter.begin();
    await Promise.all(Array.from({ length: lanes }, () => sendUntilOver(producer, meter, batch)));
    return {
      evidence: meter.result(),
      settings: { ...config, acks, 'messages per send': perSend, 'sends at once': lanes },
    };
  } finally {
    await producer.disconnect();
  }
}

async function sendUntilOver(producer: Producer, meter: Meter, batch: () => Message[]): Promise<void> {
  const { compression } = codecNamed(workload.compression);
  while (!meter.over()) {
    const messages = batch();
    await producer.send({ topic, acks, compression, messages });
    meter.count(messages.length);
  }
}

export async function benchConsume(): Promise<Result> {
  registerCodecs();
  const consumer = connect().consumer({ groupId, maxWaitTimeInMs: 500 });
  const meter = new Meter(workload);
  const { promise: crash, reject } = Promise.withResolvers<never>();
  consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    const commit = (partition: number, offset: string) => consumer.commitOffsets([{ topic, partition, offset }]);
    await consumer.run(plain ? oneByOne(meter, commit) : inBatches(meter));
    await Promise.race([meter.ended(), crash]);
    return {
      evidence: meter.result(),
      settings: { style: plain ? 'eachMessage, commit each' : 'eachBatch, automatic commits', maxWaitTimeInMs: 500 },
    };
  } finally {
    await consumer.disconnect();
  }
}

function oneByOne(meter: Meter, commit: (partition: number, offset: string) => Promise<void>): ConsumerRunConfig {
  return {
    autoCommit: false,
    eachMessage: async ({ partition, message }) => {
      meter.begin();
      if (workload.handlerMs > 0) await wait(workload.handlerMs);
      await commit(partition, String(BigInt(message.offset) + 1n));
      meter.count(1);
    },
  };
}

function inBatches(meter: Meter): ConsumerRunConfig {
  return {
    eachBatch: async ({ batch, isRunning }) => {
      meter.begin();
      if (workload.handlerMs === 0) return meter.count(batch.messages.length);
      for (const _ of batch.messages) {
        if (!isRunning() || meter.over()) return;
        await wait(workload.handlerMs);
        meter.count(1);
      }
    },
  };
}
