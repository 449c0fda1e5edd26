import { Kafka, logLevel, type KafkaJSProtocolError } from 'kafkajs';
import { connection, newTopic, readValues, uniqueTopic } from '#lesson';

const kafka = new Kafka({ ...connection(), logLevel: logLevel.NOTHING });
const lasting = uniqueTopic('shard-3');
const tell = ({ type, code, message }: KafkaJSProtocolError): void =>
  console.log(`  the older one: ${type ? `${type}, code ${code}` : message}`);

async function start(transactionalId: string, topic: string, value: string) {
  const producer = kafka.producer({ transactionalId, idempotent: true });
  await producer.connect();
  // #region start
  // Asks for the id: whoever had it is out.
  const transaction = await producer.transaction();
  await transaction.send({ topic, messages: [{ value }] });
  // #endregion
  return { transaction, stop: async () => producer.disconnect() };
}

for (const [name, id] of Object.entries({ 'a random id': () => uniqueTopic('any'), 'a lasting id': () => lasting })) {
  const topic = await newTopic('bookings');
  const older = await start(id(), topic, 'by the older');
  const newer = await start(id(), topic, 'by the newer');
  console.log(`${name}:`);
  // #region end
  await newer.transaction.commit();
  const isCommitted = await older.transaction.commit().then(() => true, tell);
  if (!isCommitted) await older.transaction.abort().catch(tell);
  console.log(`  readers see: ${(await readValues(topic)).join(', ')}`);
  // #endregion
  await Promise.all([older.stop(), newer.stop()]);
}
