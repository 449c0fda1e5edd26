import { makeConsumer, makeProducer, topic, type Settings } from './connect.ts';

/** Writes what is given, acks all, and returns how many records were acknowledged. */
export async function send(messages: { key?: string; value: string | Buffer }[], settings: Settings = {}) {
  const producer = makeProducer({ acks: -1, ...settings });
  await producer.connect();
  try {
    // Not awaited one by one: the accumulator makes batches of them.
    const reports = await Promise.all(messages.map((message) => producer.send({ topic, messages: [message] })));
    return reports.length;
  } finally {
    await producer.disconnect();
  }
}

/** Reads `count` values from the beginning in a group, commits, waits for `then`, and leaves. */
export async function readBack(count: number, group = `${topic}-back`, settings: Settings = {}, then = async () => {}) {
  const { consumer } = makeConsumer(group, { 'enable.auto.commit': false, ...settings });
  const values: Buffer[] = [];
  const done = Promise.withResolvers<void>();
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [topic] });
    await consumer.run({
      eachMessage: async ({ partition, message }) => {
        values.push(message.value ?? Buffer.alloc(0));
        await consumer.commitOffsets([{ topic, partition, offset: String(BigInt(message.offset) + 1n) }]);
        if (values.length === count) done.resolve();
      },
    });
    await done.promise;
    await then();
    return values;
  } finally {
    await consumer.disconnect();
  }
}
