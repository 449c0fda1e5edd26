import { setTimeout as wait } from 'node:timers/promises';
import type { LabConnection } from '../lab.ts';

/** Connects once with kafkajs and hangs up: a client's first connection compiles what every connection needs. */
export async function warmUp(): Promise<void> {
  const { WORKBOOK_WARM_UP: text } = process.env;
  delete process.env['WORKBOOK_WARM_UP'];
  await import('kafkajs');
  if (text === undefined) return;
  // What is not there by then is for the suite to find out.
  await Promise.race([connectOnce(JSON.parse(text)), wait(mostMs, undefined, { ref: false })]);
}

const mostMs = 1_000;

async function connectOnce(connection: LabConnection): Promise<void> {
  const { Kafka, logLevel } = await import('kafkajs');
  const admin = new Kafka({ ...connection, logLevel: logLevel.NOTHING, retry: { retries: 0 } }).admin();
  try {
    await admin.connect();
    await admin.describeCluster();
    await admin.disconnect();
  } catch {
    // Neither is a broker that does not answer now.
  }
}
