// Differs: the whole file is one transaction, compressed with gzip, and each record has the number of its line as its key
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

/** A whole program: sends the lines of a file to `lab.topic`, in their order, and ends. */
export async function sendNoLineTwice(lab: Lab, lines: readonly string[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'import', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ transactionalId: `file of ${lab.topic}` });
  const admin = kafka.admin();
  await Promise.all([producer.connect(), admin.connect()]);
  const transaction = await producer.transaction();
  const [place] = await admin.fetchOffsets({ groupId: lab.groupId, topics: [lab.topic] });
  const isDone = place?.partitions.some(({ offset }) => offset === String(lines.length)) ?? false;
  if (isDone) await transaction.abort();
  else {
    const messages = lines.map((value, number) => ({ key: String(number), value }));
    await transaction.send({ topic: lab.topic, compression: CompressionTypes.GZIP, messages });
    const partitions = [{ partition: 0, offset: String(lines.length) }];
    await transaction.sendOffsets({ consumerGroupId: lab.groupId, topics: [{ topic: lab.topic, partitions }] });
    await transaction.commit();
  }
  await Promise.all([producer.disconnect(), admin.disconnect()]);
}
