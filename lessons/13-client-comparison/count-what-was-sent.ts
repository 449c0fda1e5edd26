import { Kafka, logLevel } from 'kafkajs';
import { connection, countRecords, newTopic } from '#lesson';

for (const acks of [0, -1]) {
  const topic = await newTopic('records', { config: { 'max.message.bytes': '1000' } });
  const retry = { retries: 0 };
  const producer = new Kafka({ ...connection(), logLevel: logLevel.NOTHING, retry }).producer({ retry });
  await producer.connect();
  // #region count
  let resolved = 0;
  for (let n = 0; n < 100; n += 1) {
    const value = 'x'.repeat(n % 4 === 3 ? 2_000 : 500); // every fourth is too large for this topic
    await producer.send({ topic, acks, messages: [{ value }] }).then(
      () => (resolved += 1),
      () => {},
    );
  }
  console.log(`acks ${acks}: send() resolved ${resolved} times, in the topic: ${await countRecords(topic)}`);
  // #endregion
  await producer.disconnect();
}
