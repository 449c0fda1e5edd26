import { Kafka, logLevel } from 'kafkajs';
import { newTopic, openFrontDoor } from '#lesson';

const readings = Array.from({ length: 1_000 }, (_, n) => ({ key: `sensor-${n % 20}`, value: `${n}`.padEnd(90, '.') }));
type Send = (messages: typeof readings) => Promise<unknown>;

// #region ways
const ways: Record<string, (send: Send) => Promise<unknown>> = {
  'each send awaited': async (send) => {
    for (const reading of readings) await send([reading]);
  },
  'all started, then awaited': (send) => Promise.all(readings.map((reading) => send([reading]))),
  'some hundred in each send': async (send) => {
    const rest = [...readings];
    while (rest.length > 0) await send(rest.splice(0, 250));
  },
};
// #endregion
for (const [way, write] of Object.entries(ways)) {
  const topic = await newTopic('readings', { partitions: 3 });
  const door = await openFrontDoor();
  const producer = new Kafka({ ...door.connection, logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  const start = performance.now();
  await write((messages) => producer.send({ topic, messages }));
  const ms = Math.round(performance.now() - start);
  await producer.disconnect();
  console.log(`${way.padEnd(26)} ${door.count('Produce')} requests, ${ms} ms`);
  await door[Symbol.asyncDispose]();
}
