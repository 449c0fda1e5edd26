// Breaks: refused
// Expect: shared-its-send
// Kind: failure-never-tried
import { Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Reading {
  id: string;
  sensor: string;
  data: string;
}

export type Receipt =
  { id: string; stored: true; partition: number; offset: string } | { id: string; stored: false; error: string };

// Fast, and right as long as nothing is refused: then the innocent are refused too.
export async function collectReceipts(lab: Lab, readings: Reading[]): Promise<Receipt[]> {
  const kafka = new Kafka({ clientId: 'sensors', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = readings.map((reading) => ({ key: reading.sensor, value: JSON.stringify(reading) }));
    // Readings of one sensor go to one partition, in order: so each place can be counted from the first one.
    const places = new Map<Reading, { partition: number; offset: string }>();
    try {
      for (const sensor of new Set(readings.map((reading) => reading.sensor))) {
        const mine = messages.filter(({ key }) => key === sensor);
        const [first] = await producer.send({ topic: lab.topic, messages: mine });
        const sent = readings.filter((reading) => reading.sensor === sensor);
        for (const [index, reading] of sent.entries()) {
          places.set(reading, { partition: first?.partition ?? -1, offset: String(Number(first?.baseOffset) + index) });
        }
      }
    } catch (error) {
      lab.log(String(error));
    }
    return readings.map((reading): Receipt => {
      const { id } = reading;
      const place = places.get(reading);
      return place ? { id, stored: true, ...place } : { id, stored: false, error: 'refused' };
    });
  } finally {
    await producer.disconnect();
  }
}
