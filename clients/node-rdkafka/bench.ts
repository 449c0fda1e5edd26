// How fast, in two styles. The client has an accumulator, librdkafka's: the fast style hands over records and counts their
// reports, the plain style waits for each.
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type Kafka from 'node-rdkafka';
import {
  close,
  deliver,
  groupId,
  makeConsumer,
  makeProducer,
  recordsOf,
  topic,
  turn,
  type Settings,
} from './connect.ts';
import { Meter } from './meter.ts';
import type { Result } from './result.ts';
import { acks, makeRecords, plain, workload } from './workload.ts';

// Enough to keep the connections busy; librdkafka refuses more than queue.buffering.max.messages, 100,000.
const waitingAtMost = 50_000;

export const producerSettings = (): Settings => ({
  'enable.idempotence': workload.idempotence,
  'max.in.flight.requests.per.connection': Math.min(workload.inFlight, workload.idempotence ? 5 : Infinity),
  'batch.size': Math.max(workload.batchBytes, workload.recordBytes + 1024),
  'linger.ms': workload.lingerMs,
  'compression.type': workload.compression,
});

export async function benchProduce(): Promise<Result> {
  const settings = producerSettings();
  const producer = await makeProducer(settings, { acks });
  const meter = new Meter(workload);
  try {
    await (plain ? sendOneByOne(producer, meter) : sendFreely(producer, meter));
    return { evidence: meter.result(), settings: { ...settings, acks } };
  } finally {
    await close(producer);
  }
}

async function sendOneByOne(producer: Kafka.Producer, meter: Meter): Promise<void> {
  const next = makeRecords();
  meter.begin();
  while (!meter.over()) {
    await deliver(producer, [next()]);
    meter.count(1);
  }
}

async function sendFreely(producer: Kafka.Producer, meter: Meter): Promise<void> {
  const next = makeRecords();
  let waiting = 0;
  const failed = Promise.withResolvers<never>();
  producer.on('delivery-report', (error) => {
    if (error) return failed.reject(error);
    waiting--;
    meter.count(1);
  });
  meter.begin();
  while (!meter.over() || waiting > 0) {
    for (let n = 0; n < 500 && waiting < waitingAtMost && !meter.over(); n++, waiting++) {
      const { key, value } = next();
      producer.produce(topic, null, value, key);
    }
    producer.poll();
    await Promise.race([nextTurn(), failed.promise]);
  }
}

export async function benchConsume(): Promise<Result> {
  const settings: Settings = {
    ...(plain && { 'enable.auto.commit': false }),
    // By default librdkafka looks again after a second once its queue was full.
    ...(workload.fetchAgainMs !== undefined && { 'fetch.queue.backoff.ms': workload.fetchAgainMs }),
  };
  const { consumer } = await makeConsumer(groupId, settings);
  const meter = new Meter(workload);
  try {
    consumer.subscribe([topic]);
    await (plain || workload.handlerMs > 0 ? readOneByOne(consumer, meter) : readFreely(consumer, meter));
    return { evidence: meter.result(), settings: { ...settings, 'records per consume': plain ? 100 : 1000 } };
  } finally {
    await close(consumer);
  }
}

async function readFreely(consumer: Kafka.KafkaConsumer, meter: Meter): Promise<void> {
  while (!meter.over()) {
    const messages = await turn(consumer, 1000);
    if (messages.length === 0) continue;
    meter.begin();
    meter.count(messages.length);
  }
}

async function readOneByOne(consumer: Kafka.KafkaConsumer, meter: Meter): Promise<void> {
  for await (const message of recordsOf(consumer)) {
    meter.begin();
    if (workload.handlerMs > 0) await wait(workload.handlerMs);
    if (plain) consumer.commitMessageSync(message);
    meter.count(1);
    if (meter.over()) break;
  }
}
