import { Kafka, logLevel } from 'kafkajs';
import { countRecords, newTopic, openFrontDoor } from '#lesson';

for (const fault of ['lose-request', 'lose-answer'] as const) {
  for (const retries of [0, 1]) {
    const topic = await newTopic('orders');
    const door = await openFrontDoor({ log: () => {} });
    const kafka = new Kafka({ ...door.connection, logLevel: logLevel.NOTHING });
    // #region lose
    const producer = kafka.producer({ retry: { retries } });
    await producer.connect();
    door.fault({ on: 'Produce', do: fault });
    const sent = producer.send({ topic, messages: [{ value: 'order' }] });
    const outcome = await sent.then(
      () => 'resolves',
      (error: Error) => `throws "${error.message}"`,
    );
    // #endregion
    console.log(`${fault}, retries ${retries}: ${outcome}, stored: ${await countRecords(topic)}`);
    await producer.disconnect();
    await door[Symbol.asyncDispose]();
  }
}
