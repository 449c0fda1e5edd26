import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

// Why this way
// - The commit comes first, and is awaited: "this one is done" stands at the broker before the SMS is on its way. If the
//   machine dies between the two, the SMS is lost; if it dies after the second, nothing happens. That is called
//   *at most once*, and it is the other end of exercise 4/3.
// - One commit for each record. Who commits a whole batch first loses, when the machine dies, all of the batch that was
//   not yet sent.
// - `autoCommit: false`: left on, kafkajs commits after the handler as well, which here would be too late.
// - Offsets are text, and `'9' + 1` is `'91'`. The broker takes such an offset without a word, although the log ends long
//   before it; the next start does not find it, and begins at the oldest record: every SMS once more.
// - Who wants neither loss nor repetition needs more than the order of two calls: see chapter 07.

/** A whole program: reads `lab.topic` in the group `lab.groupId` and writes each record as an SMS to `<lab.topic>-sms`. */
export async function neverTwice(lab: Lab): Promise<void> {
  const kafka = new Kafka({ clientId: 'sms', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  const consumer = kafka.consumer({ groupId: lab.groupId, maxWaitTimeInMs: 100 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic, fromBeginning: true });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ topic, partition, message }) => {
      const { key, value } = message;
      const next = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset: next }]);
      await producer.send({ topic: `${topic}-sms`, messages: [{ key, value }] });
    },
  });
}
