import { KafkaJS } from '@confluentinc/kafka-javascript';
import type { Lab } from '#testkit';

// Why this way
// - Some lines and the number of the next one are a transaction: whenever the machine dies, both count or neither.
// - `connect()` takes the id over, then the place is read. The takeover ends what the dead one left open, and from then on the broker refuses
//   whatever still comes from it. A place that was read before can be too early: the commit behind it may be on its way.
// - The id is the same at every start. Idempotence alone ends with the process: the next one is another producer for the broker.
// - `sendOffsets` wants a consumer. This one subscribes to nothing, so it is nobody's member: it stands for the group's name.
// - This client asks again where an answer is lost. What throws all the same ends the program, and the next start looks.

/** Lines in a transaction. */
const atOnce = 4;

/** A whole program: sends the lines of a file to `lab.topic`, in their order, and ends. */
export async function sendNoLineTwice(lab: Lab, lines: readonly string[]): Promise<void> {
  const kafka = new KafkaJS.Kafka({
    kafkaJS: { clientId: 'import', ...lab.connection, logLevel: KafkaJS.logLevel.NOTHING },
  });
  const producer = kafka.producer({ kafkaJS: { transactionalId: lab.groupId }, 'linger.ms': 0 });
  const consumer = kafka.consumer({ kafkaJS: { groupId: lab.groupId, autoCommit: false } });
  const partition = { topic: lab.topic, partition: 0 };
  await producer.connect();
  await consumer.connect();
  const [place] = await consumer.committed([partition]);
  for (let next = Math.max(0, Number(place?.offset ?? 0)); next < lines.length;) {
    const some = lines.slice(next, next + atOnce);
    next += some.length;
    const transaction = await producer.transaction();
    await transaction.send({ topic: lab.topic, messages: some.map((line) => ({ value: line })) });
    const partitions = [{ partition: 0, offset: String(next) }];
    await transaction.sendOffsets({ consumer, topics: [{ topic: lab.topic, partitions }] });
    await transaction.commit();
  }
  await consumer.disconnect();
  await producer.disconnect();
}
