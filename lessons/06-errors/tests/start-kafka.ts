// vitest's `globalSetup` where there is Docker: a broker for all tests of a run, which is gone when they have ended.
import { GenericContainer, Wait } from 'testcontainers';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    brokers: string[];
  }
}

// #region setup
export async function setup(project: TestProject) {
  const port = 29_192; // fixed: the broker tells its clients
  const kafka = await new GenericContainer('apache/kafka:4.4.0')
    .withExposedPorts({ container: 9092, host: port })
    .withEnvironment(oneBrokerAt(`localhost:${port}`))
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .start();
  project.provide('brokers', [`localhost:${port}`]); // for inject('brokers')
  return async () => {
    await kafka.stop();
  };
}
// #endregion

const oneBrokerAt = (address: string): Record<string, string> => ({
  KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://${address}`,
  CLUSTER_ID: 'ciWo7IWazngRchmPES6q5A',
  KAFKA_NODE_ID: '1',
  KAFKA_PROCESS_ROLES: 'broker,controller',
  KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
  KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
  KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
  KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
  KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
  KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
  KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
});
