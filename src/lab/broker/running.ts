// A broker of the workbook's that runs already: one that another terminal started, or compose's. A broker is ours by its
// cluster id, not by its port: a stranger on localhost:9092 is left alone.
import type { Broker, BrokerCount } from './broker.ts';
import type { Connection } from '../../kafka/connection.ts';
import { brokerText } from './words.ts';
import { clusterIdOf } from '../../kafka/client.ts';
import { composeBroker, composeCluster, kafkaVersion } from '../../setup/kafka-version.ts';
import { takesConnection } from './look-at-listener.ts';
import { readSharedRecords } from './shared-record.ts';
import type { Finding, FindRequest } from './ask-sources.ts';
import { brokerServes } from './warm-up.ts';

const warmUpSeconds = 20;

type RunningRequest = Pick<FindRequest, 'signal'> & Partial<Pick<FindRequest, 'brokers'>>;

/** The shared broker, else compose's single one, else compose's cluster. */
export async function findRunning({ signal, brokers = 1 }: RunningRequest): Promise<Finding> {
  const shared = await findShared(brokers);
  if (shared !== undefined) return { broker: shared };
  for (const { ports, clusterId } of brokers === 3 ? [composeCluster] : [composeBroker, composeCluster]) {
    const connection = { brokers: ports.map((port) => `127.0.0.1:${port}`) };
    if ((await idAt(connection)) !== clusterId) continue;
    await warmUp(ports, clusterId, signal);
    return { broker: runningBroker(connection, clusterId) };
  }
  if (brokers === 3) return notHere(brokerText.runningNoCluster);
  const [port = 0] = composeBroker.ports;
  if (!(await takesConnection({ host: '127.0.0.1', port }, 1_000))) return notHere(brokerText.runningNone(port));
  const answers = (await idAt({ brokers: [`127.0.0.1:${port}`] })) !== undefined;
  return notHere(answers ? brokerText.runningStranger(port) : brokerText.runningSilent(port));
}

const notHere = (reason: string): Finding => ({ notHere: { reason, next: brokerText.runningNext } });

/** What compose has just started has no internal topics yet. Takes milliseconds where it has. */
async function warmUp([port = 0, ...others]: readonly number[], clusterId: string, signal: AbortSignal): Promise<void> {
  const broker = { host: '127.0.0.1', port, clusterId, oneOfSeveral: others.length > 0 };
  const patience = AbortSignal.timeout(warmUpSeconds * 1_000);
  // A broker that is slow here is still one: its first client waits instead.
  await brokerServes(broker, AbortSignal.any([signal, patience])).catch(() => signal.throwIfAborted());
}

/** The newest broker of a terminal's that is still there. What has crashed is swept by the next start. */
async function findShared(brokers: BrokerCount): Promise<Broker | undefined> {
  for (const { connection, clusterId, users } of await readSharedRecords()) {
    // Whoever wants one takes three as well.
    if (connection.brokers.length < brokers) continue;
    if ((await idAt(connection)) === clusterId) return { ...runningBroker(connection, clusterId), users };
  }
  return undefined;
}

/** The id of whatever Kafka cluster answers there; undefined where none does. */
export async function idAt(connection: Connection): Promise<string | undefined> {
  try {
    return await clusterIdOf(connection, { connectMs: 1_000, answerMs: 2_000 });
  } catch {
    return undefined;
  }
}

function runningBroker(connection: Connection, clusterId: string): Broker {
  return {
    source: 'running',
    connection,
    clusterId,
    kafkaVersion,
    label: brokerText.runningLabel(kafkaVersion, connection.brokers.join()),
    env: {},
    lost: new AbortController().signal,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
