// Breaks: same-records (not reached: bytes, because each value is compressed by itself)
// Expect: made-shorter
// Kind: wrong-moment
import { Kafka, logLevel } from 'kafkajs';
import { gzipSync } from 'node:zlib';
import type { Lab } from '#testkit';

export interface Click {
  visitor: string;
  page: string;
  at: string;
}

// Small, and unreadable for everybody who reads JSON.
export async function chooseACodec(lab: Lab, clicks: Click[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'clicks', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  try {
    const messages = clicks.map((click) => ({ key: click.visitor, value: gzipSync(JSON.stringify(click)) }));
    for (let at = 0; at < messages.length; at += 400) {
      await producer.send({ topic: lab.topic, messages: messages.slice(at, at + 400) });
    }
  } finally {
    await producer.disconnect();
  }
}
