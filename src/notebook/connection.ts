import type { Connection } from '../kafka/connection.ts';
import { connectionSchema } from '../kafka/connection-schema.ts';
import { WorkbookError } from '../workbook-error.ts';
import { text } from './words.ts';

/** Holds a `Connection` as JSON: `workbook notebooks` and the notebooks' checks set it. */
export const connectionVariable = 'WORKBOOK_CONNECTION';

/**
 * How to reach the broker: `new Kafka({ ...connection() })`, or `new Kafka({ kafkaJS: { ...connection() } })` with
 * Confluent's client. Without a workbook around, KAFKA_BOOTSTRAP_SERVERS names a broker.
 * @throws WorkbookError where there is no broker's address.
 */
export function connection(): Connection {
  const json = process.env[connectionVariable];
  const servers = process.env['KAFKA_BOOTSTRAP_SERVERS'];
  if (json) return connectionSchema.parse(JSON.parse(json));
  if (servers) return connectionSchema.parse({ brokers: servers.split(',').map((server) => server.trim()) });
  throw new WorkbookError(text.noBroker, { next: text.noBrokerNext });
}
