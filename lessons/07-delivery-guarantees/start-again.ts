import { Kafka, logLevel } from 'kafkajs';
import { newTopic, openFrontDoor, readValues } from '#lesson';

const topic = await newTopic('lines');
const door = await openFrontDoor({ log: () => {} });
const kafka = new Kafka({ ...door.connection, logLevel: logLevel.NOTHING });

// #region again
/** What the program does from its start to its end, or to its death. */
async function importLines(lines: readonly string[], diesAfter = Infinity): Promise<void> {
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  for (const [index, value] of lines.entries()) {
    if (index < diesAfter) await producer.send({ topic, messages: [{ value }] });
  }
  await producer.disconnect();
}
await importLines(['A', 'B', 'C'], 2); // dies before C
await importLines(['A', 'B', 'C']); // is started again
// #endregion
const ids = door.batchesTo(topic).map(({ producer }) => producer?.id);
console.log(`stored: ${(await readValues(topic)).join(' ')}, by ${new Set(ids).size} producer ids`);
await door[Symbol.asyncDispose]();
