import { expect, test } from 'vitest';
import { composeBroker, composeCluster, parseCompose } from './kafka-version.ts';
import { singleNodeSettings } from '../lab/broker/server-properties.ts';

const compose = (image: string): string => `
x-kafka: &kafka { image: "${image}" }
services:
  broker:
    <<: *kafka
    profiles: [single]
    environment: { CLUSTER_ID: abcdefghijklmnopqrstuv, KAFKA_NODE_ID: 1 }
    ports: ['127.0.0.1:9192:9092']
`;

test('the image is the default of the variable that may replace it', () => {
  expect(parseCompose(compose('${WORKBOOK_KAFKA_IMAGE:-apache/kafka:9.8.7}'), 'single')).toEqual({
    image: 'apache/kafka:9.8.7',
    version: '9.8.7',
    clusterId: 'abcdefghijklmnopqrstuv',
    ports: [9192],
    environments: [{ CLUSTER_ID: 'abcdefghijklmnopqrstuv', KAFKA_NODE_ID: '1' }],
  });
});

test('a tag that is no version is refused', () => {
  expect(() => parseCompose(compose('apache/kafka:latest'), 'single')).toThrow(/invalid/i);
});

test('the two profiles have cluster ids and ports of their own', () => {
  expect(composeBroker.ports).toEqual([9092]);
  expect(composeCluster.ports).toEqual([19092, 29092, 39092]);
  expect(composeCluster.clusterId).not.toBe(composeBroker.clusterId);
});

test("compose's single broker has the settings of the embedded one", () => {
  const [environment] = composeBroker.environments;
  const asVariables = Object.entries(singleNodeSettings).map(([key, value]) => [
    `KAFKA_${key.toUpperCase().replaceAll('.', '_')}`,
    value,
  ]);
  expect(environment).toMatchObject(Object.fromEntries(asVariables));
});
