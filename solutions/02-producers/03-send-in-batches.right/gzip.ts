// Differs: each batch is compressed with gzip, so that its size on the wire is another one
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

/** Writes all readings of a day to `lab.topic`, and returns when the broker has confirmed them. */
export async function sendInBatches(lab: Lab, readings: Reading[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = readings.map((reading) => ({ key: reading.sensor, value: JSON.stringify(reading) }));
    for (let at = 0; at < messages.length; at += 400) {
      const compression = CompressionTypes.GZIP;
      await producer.send({ topic: lab.topic, compression, messages: messages.slice(at, at + 400) });
    }
  } finally {
    await producer.disconnect();
  }
}
