// How fast, in two styles. A batch is the array that one `send` is given, so the fast style hands over arrays and keeps
// several on their way, and the plain style waits for each record.
import { setTimeout as wait } from 'node:timers/promises';
import type { CompressionAlgorithmValue, MessagesStream } from '@platformatic/kafka';
import { fromTheStart, groupId, makeConsumer, makeProducer, topic } from './connect.ts';
import { Meter } from './meter.ts';
import type { Result } from './result.ts';
import { acks, makeRecords, perSend, plain, workload } from './workload.ts';

export const producerSettings = () => ({
  acks,
  idempotent: workload.idempotence,
  compression: workload.compression as CompressionAlgorithmValue,
  maxInflights: workload.inFlight,
});

/** Records as the client takes them: keys are buffers, and each names its topic. */
export const toMessage = ({ key, value }: { key: string | null; value: Buffer }) =>
  key === null ? { topic, value } : { topic, key: Buffer.from(key), value };

export async function benchProduce(): Promise<Result> {
  const settings = producerSettings();
  const producer = makeProducer(settings);
  const lanes = plain ? 1 : workload.inFlight;
  const meter = new Meter(workload);
  const next = makeRecords();
  const lane = async () => {
    while (!meter.over()) {
      await producer.send({ messages: Array.from({ length: perSend }, () => toMessage(next())) });
      meter.count(perSend);
    }
  };
  try {
    meter.begin();
    await Promise.all(Array.from({ length: lanes }, lane));
    return {
      evidence: meter.result(),
      settings: { ...settings, 'messages per send': perSend, 'sends at once': lanes },
    };
  } finally {
    await producer.close();
  }
}

export async function benchConsume(): Promise<Result> {
  const consumer = makeConsumer(groupId, { maxWaitTime: 500 });
  const meter = new Meter(workload);
  // `autocommit: true` would commit after every fetch; a number is the interval of those who care for speed.
  const autocommit = plain ? false : 5000;
  try {
    const stream = await consumer.consume({ ...fromTheStart, autocommit });
    if (plain || workload.handlerMs > 0) {
      await readOneByOne(stream, meter);
    } else {
      const failed = new Promise<never>((_, reject) => stream.on('error', reject));
      stream.on('data', () => {
        meter.begin();
        meter.count(1);
      });
      await Promise.race([meter.ended(), failed]);
    }
    return { evidence: meter.result(), settings: { autocommit, maxWaitTime: 500 } };
  } finally {
    await consumer.close(true);
  }
}

type Stream = MessagesStream<Buffer, Buffer, Buffer, Buffer>;

async function readOneByOne(stream: Stream, meter: Meter): Promise<void> {
  for await (const message of stream) {
    meter.begin();
    if (workload.handlerMs > 0) await wait(workload.handlerMs);
    if (plain) await message.commit();
    meter.count(1);
    if (meter.over()) break;
  }
}
