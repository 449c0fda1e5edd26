import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

// Why this way
// - The commit comes first, and is awaited: "this one is done" stands at the broker before the SMS is on its way. If the
//   machine dies between the two, the SMS is lost; if it dies after the second, nothing happens. That is called
//   *at most once*, and it is the other end of exercise 4/3.
// - With this client (1.10.1) `commitOffsets` resolves when the commit stands in a queue of the process, not when the broker
//   has it. `committed` asks the broker, and is answered behind the commit: so the SMS waits for it.
// - `autoCommit: false`: left on, this client commits every 5 seconds what the handlers have finished.
// - Offsets are text here too, and `'9' + 1` is `'91'`.
// - `linger.ms: 0`: who awaits each send has nothing to gather.

interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** A whole program: reads `lab.topic` in the group `lab.groupId` and writes each record as an SMS to `<lab.topic>-sms`. */
export async function neverTwice(lab: Lab): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'sms', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer({ 'linger.ms': 0 });
  const consumer = kafka.consumer({
    kafkaJS: { groupId: lab.groupId, fromBeginning: true, autoCommit: false, maxWaitTimeInMs: 100 },
  });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: lab.topic });
  const hasCommitted = async ({ topic, partition, offset }: Place): Promise<void> => {
    const [found] = await consumer.committed([{ topic, partition }]);
    if (found?.offset !== offset)
      throw new Error(`The group has committed ${found?.offset} in the place of ${offset}.`);
  };
  await consumer.run({
    eachMessage: async ({ topic, partition, message }) => {
      const { key, value } = message;
      const next = String(BigInt(message.offset) + 1n);
      await consumer.commitOffsets([{ topic, partition, offset: next }]);
      await hasCommitted({ topic, partition, offset: next });
      await producer.send({ topic: `${topic}-sms`, messages: [{ key: key ?? null, value }] });
    },
  });
}
