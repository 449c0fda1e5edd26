// Breaks: hangs-up
// Expect: not-disconnected
// Kind: not-hung-up
import { CompressionTypes, Kafka, logLevel } from 'kafkajs';
import type { Lab } from '#testkit';

export interface Click {
  visitor: string;
  page: string;
  at: string;
}

// The next clicks need the connection as well.
export async function chooseACodec(lab: Lab, clicks: Click[]): Promise<void> {
  const kafka = new Kafka({ clientId: 'clicks', ...lab.connection, logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  const messages = clicks.map((click) => ({ key: click.visitor, value: JSON.stringify(click) }));
  for (let at = 0; at < messages.length; at += 400) {
    await producer.send({
      topic: lab.topic,
      compression: CompressionTypes.GZIP,
      messages: messages.slice(at, at + 400),
    });
  }
}
