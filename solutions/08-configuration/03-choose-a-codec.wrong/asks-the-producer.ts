// Breaks: bytes
// Expect: nothing-compressed
// Kind: unheard-setting
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Click {
  visitor: string;
  page: string;
  at: string;
}

// The place where it stands with other clients. kafkajs ignores what it does not know.
export async function chooseACodec(lab: Lab, clicks: Click[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'clicks', ...lab.connection, logLevel: logLevel.NOTHING });
  const settings = { compression: CompressionTypes.GZIP, allowAutoTopicCreation: false };
  const producer = kafka.producer(settings);
  await producer.connect();
  try {
    const messages = clicks.map((click) => ({ key: click.visitor, value: JSON.stringify(click) }));
    for (let at = 0; at < messages.length; at += 400) {
      await producer.send({ topic: lab.topic, messages: messages.slice(at, at + 400) });
    }
  } finally {
    await producer.disconnect();
  }
}
