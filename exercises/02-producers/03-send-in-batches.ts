import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

/**
 * Writes all readings of a day to `lab.topic`, each sensor's in their order, and returns when the broker has confirmed
 * them.
 * TODO: it is slow, and it does not keep these promises. Find out why, and mend it.
 */
export async function sendInBatches(lab: Lab, readings: Reading[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const underWay: Promise<unknown>[] = [];
    for (const [index, reading] of readings.entries()) {
      const messages = [{ key: reading.sensor, value: JSON.stringify(reading) }];
      underWay.push(producer.send({ topic: lab.topic, messages }));
      // Flush after every tenth reading.
      if (index % 10 === 0) await Promise.all(underWay.splice(0));
    }
  } finally {
    await producer.disconnect();
  }
}
