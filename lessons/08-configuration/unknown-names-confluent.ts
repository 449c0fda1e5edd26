import confluent from '@confluentinc/kafka-javascript';
import { connection } from '#lesson';

const { Kafka, logLevel } = confluent.KafkaJS;
const kafka = new Kafka({ kafkaJS: { ...connection(), logLevel: logLevel.NOTHING } });
// #region names
const inside = { kafkaJS: { lingerMs: 10 } };
const beside = { linger_ms: 10 };
const known = { 'linger.ms': 10 };
for (const settings of [inside, beside, known]) {
  const outcome = await connectWith(settings);
  console.log(JSON.stringify(settings), outcome);
}
// #endregion

async function connectWith(settings: object): Promise<string> {
  try {
    const producer = kafka.producer(settings);
    await producer.connect();
    await producer.disconnect();
    return 'connects';
  } catch (error) {
    return String(error);
  }
}
