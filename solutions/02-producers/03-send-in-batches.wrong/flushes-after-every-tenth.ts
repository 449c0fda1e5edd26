// Breaks: batches (not reached: confirmed, because sends of kafkajs that are under way together may swap places)
// Expect: request-of-its-own
// Kind: limit-not-measured
// Fault: confluent-kafka-flushes-every-ten
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

// Waits for the last ones too, and is as slow as before.
export async function sendInBatches(lab: Lab, readings: Reading[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const underWay: Promise<unknown>[] = [];
    for (const [index, reading] of readings.entries()) {
      const messages = [{ key: reading.sensor, value: JSON.stringify(reading) }];
      underWay.push(producer.send({ topic: lab.topic, messages }));
      if (index % 10 === 9) await Promise.all(underWay.splice(0));
    }
    await Promise.all(underWay);
  } finally {
    await producer.disconnect();
  }
}
