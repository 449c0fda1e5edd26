// `client run` as it is typed, on a broker that others use, too.
import { expect, inject, it } from 'vitest';
import { patientClient } from '../../kafka/client.ts';
import { runCli } from '../course.fixture.ts';

const { connection } = inject('workbook');

async function clientRun(...words: string[]): Promise<{ code: number; document: unknown }> {
  const env = { ...process.env, KAFKA_BOOTSTRAP_SERVERS: connection.brokers.join(',') };
  const { code, stdout } = await runCli(['--json', 'client', 'run', 'node-kafkajs', ...words], env);
  return { code, document: JSON.parse(stdout) };
}

async function namesOnBroker(): Promise<string[]> {
  const admin = patientClient(connection, 'client-run-test').admin();
  await admin.connect();
  const [topics, { groups }] = await Promise.all([admin.listTopics(), admin.listGroups()]);
  await admin.disconnect();
  return [...topics, ...groups.map(({ groupId }) => groupId)];
}

it('runs a scenario and a feature, and leaves no topic and no group on the broker', async () => {
  expect(await clientRun('consume', '--records', '5')).toMatchObject({
    code: 0,
    document: { kind: 'report', report: { outcome: 'works', evidence: { consumed: 5 } } },
  });
  expect(await clientRun('consumer-group')).toMatchObject({ code: 0, document: { outcome: 'works' } });
  expect((await namesOnBroker()).filter((name) => name.startsWith('node-kafkajs-'))).toEqual([]);
});

it('the matrix runs on a cluster that is given, says what cannot be tried there, and leaves nothing on it', async () => {
  const env = { ...process.env, KAFKA_BOOTSTRAP_SERVERS: connection.brokers.join(',') };
  const words = [
    'matrix',
    '--client',
    'node-kafkajs',
    '--feature',
    'producer',
    'tls',
    '--broker',
    'given',
    '--no-save',
  ];
  const { code, stdout } = await runCli(['--json', ...words], env);
  expect(JSON.parse(stdout)).toMatchObject({
    partial: expect.stringContaining('--broker given'),
    kafka: 'unknown',
    cells: [
      { feature: 'producer', outcome: 'works' },
      { feature: 'tls', outcome: 'not-run', reason: 'this broker has no listener for tls' },
    ],
  });
  expect(code).toBe(0);
  expect((await namesOnBroker()).filter((name) => name.startsWith('node-kafkajs-'))).toEqual([]);
});

it('who reads whom is tried on a cluster that is given, and nothing of it stays there', async () => {
  const env = { ...process.env, KAFKA_BOOTSTRAP_SERVERS: connection.brokers.join(',') };
  const words = ['matrix', 'interop', '--client', 'node-kafkajs', '--broker', 'given', '--no-save'];
  const { code, stdout } = await runCli(['--json', ...words], env);
  expect(JSON.parse(stdout)).toMatchObject({
    partial: expect.stringContaining('--broker given'),
    reads: expect.arrayContaining([expect.objectContaining({ reader: 'node-kafkajs', set: 'none', outcome: 'same' })]),
    transactions: [
      { isolation: 'read_committed', outcome: 'right' },
      { isolation: 'read_uncommitted', outcome: 'right' },
    ],
  });
  expect(code).toBe(0);
  const left = (await namesOnBroker()).filter((name) => /^(?:interop|node-kafkajs)-/.test(name));
  expect(left).toEqual([]);
});

const measured = (style: string) => ({ style, outcome: { kind: 'measured', seconds: expect.any(Number) } });

it('measures one run of a benchmark scenario in each style', async () => {
  const { code, document } = await clientRun('bench-produce');
  expect(document).toMatchObject([measured('fast'), measured('plain')]);
  expect(code).toBe(0);
});
