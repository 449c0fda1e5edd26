// How users come into a broker of the workbook: a suite makes them, and grants each what it may do.
import type { ExtraListener } from './server-properties.ts';

/** The mechanism of the users that come and go: the only one whose passwords Kafka takes while it runs. */
export const usersMechanism = 'scram-sha-256';

/** A listener, without TLS, for users who have a SCRAM password. */
export function usersListener(port: number): ExtraListener {
  const login = 'org.apache.kafka.common.security.scram.ScramLoginModule required;';
  return {
    name: 'USERS',
    port,
    protocol: 'SASL_PLAINTEXT',
    settings: { 'sasl.enabled.mechanisms': 'SCRAM-SHA-256', [`${usersMechanism}.sasl.jaas.config`]: login },
  };
}
