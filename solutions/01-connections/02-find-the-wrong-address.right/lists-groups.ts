// Differs: asks each broker for its groups (ListGroups), and takes the address from the log, not from the error
import { Kafka, logLevel, type LogEntry } from 'kafkajs';
import type { LabConnection } from '#testkit';

export type Diagnosis =
  { connected: true } | { connected: false; address: string; namedBy: 'configuration' | 'broker' };

// kafkajs names the address of each failure in its log as well.
export async function findTheWrongAddress(connection: LabConnection): Promise<Diagnosis> {
  const failed: string[] = [];
  const keep = ({ log }: LogEntry): void => {
    if (typeof log.broker === 'string') failed.push(log.broker);
  };
  const retry = { retries: 1, initialRetryTime: 50, maxRetryTime: 100 };
  const kafka = new Kafka({ ...connection, retry, logLevel: logLevel.ERROR, logCreator: () => keep });
  const admin = kafka.admin();
  try {
    await admin.connect();
    await admin.listGroups();
    return { connected: true };
  } catch {
    const address = failed.at(-1) ?? '';
    return connection.brokers.includes(address)
      ? { connected: false, namedBy: 'configuration', address }
      : { connected: false, namedBy: 'broker', address };
  } finally {
    await admin.disconnect();
  }
}
