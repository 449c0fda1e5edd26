import { Kafka, logLevel } from 'kafkajs';
import { withFreshSasl, type Connection } from './connection.ts';

export interface ClientOptions {
  /** How the client names itself to the broker: `workbook` where not said. */
  readonly clientId?: string;
  /** How long one attempt to connect may take, in milliseconds. */
  readonly connectMs?: number;
  /** How long an answer may take, in milliseconds. */
  readonly answerMs?: number;
  /** Further attempts of a request that failed; each waits 20 ms to 200 ms. */
  readonly retries?: number;
}

/** A silent kafkajs client for the workbook's own questions: what went wrong is in the errors that it throws. */
export function kafkaClient(connection: Connection, options: ClientOptions = {}): Kafka {
  return new Kafka({
    ...withFreshSasl(connection),
    clientId: options.clientId ?? 'workbook',
    logLevel: logLevel.NOTHING,
    connectionTimeout: options.connectMs ?? 3_000,
    requestTimeout: options.answerMs ?? 10_000,
    retry: { initialRetryTime: 20, maxRetryTime: 200, retries: options.retries ?? 0 },
  });
}

/** A client that waits for a broker to be ready: it tries five times more, and waits longer each time. */
export function patientClient(connection: Connection, clientId: string): Kafka {
  return new Kafka({
    ...withFreshSasl(connection),
    clientId,
    logLevel: logLevel.NOTHING,
    connectionTimeout: 3_000,
    requestTimeout: 10_000,
    retry: { initialRetryTime: 50, retries: 5 },
  });
}

/** The id of the cluster at an address. Throws kafkajs' error where nobody answers. */
export async function clusterIdOf(connection: Connection, options: ClientOptions = {}): Promise<string> {
  const admin = kafkaClient(connection, options).admin();
  try {
    await admin.connect();
    return (await admin.describeCluster()).clusterId;
  } finally {
    await admin.disconnect();
  }
}
