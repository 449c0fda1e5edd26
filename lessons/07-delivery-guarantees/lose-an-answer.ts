import { Kafka, logLevel, type ProducerConfig } from 'kafkajs';
import { newTopic, openFrontDoor, readValues } from '#lesson';

for (const settings of [{}, { maxInFlightRequests: 1 }, { idempotent: true }] satisfies ProducerConfig[]) {
  const topic = await newTopic('payments');
  const door = await openFrontDoor({ log: () => {} });
  const kafka = new Kafka({ ...door.connection, logLevel: logLevel.NOTHING });
  // #region lose
  const producer = kafka.producer(settings);
  await producer.connect();
  door.fault({ on: 'Produce', do: 'lose-answer' });
  for (const value of ['A', 'B']) {
    await producer.send({ topic, messages: [{ value }] });
  }
  // #endregion
  const sent = door.batchesTo(topic).map(({ producer: from }) => (from ? `#${from.firstSequence}` : 'no number'));
  console.log(`${JSON.stringify(settings)}: sent ${sent.join(', ')}, stored ${(await readValues(topic)).join(' ')}`);
  await producer.disconnect();
  await door[Symbol.asyncDispose]();
}
