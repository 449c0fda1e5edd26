// The configuration of the workbook's own broker, as Kafka reads it. Pure.

/** A further way into the broker, such as a TLS listener with its keystore: a name, where it listens, how it speaks. */
export interface ExtraListener {
  readonly name: string;
  readonly port: number;
  readonly protocol: 'SSL' | 'SASL_PLAINTEXT' | 'SASL_SSL';
  /** Keys without the listener's prefix, such as `ssl.keystore.location`. */
  readonly settings: Readonly<Record<string, string>>;
}

export interface ServerOptions {
  readonly dataFolder: string;
  readonly brokerPort: number;
  readonly controllerPort: number;
  /** Where it is one of several: its number, and all controllers as `1@host:port,2@host:port`. */
  readonly node?: { readonly id: number; readonly voters: string };
  readonly extraListeners?: readonly ExtraListener[];
  /** Further settings of the node, such as an authorizer. */
  readonly extraSettings?: Readonly<Record<string, string>>;
  /** The system that it runs on; this one without. */
  readonly platform?: NodeJS.Platform;
}

/**
 * Settings of every single-node broker of the workbook, embedded or containerized.
 * One partition and one replica for the internal topics, because there is one node; no wait for further group members;
 * one small buffer for the log cleaner (128 MB by default, and 0.1 s of the start); few threads, because one learner
 * is its only user. Topics are made explicitly: a typo in a topic's name is an error to learn from, not a new topic.
 */
export const singleNodeSettings: Readonly<Record<string, string>> = {
  'auto.create.topics.enable': 'false',
  // The controller waits 25 ms for more to write before it writes; alone it waits in vain at every new topic.
  'controller.quorum.append.linger.ms': '0',
  'group.initial.rebalance.delay.ms': '0',
  'offsets.topic.num.partitions': '1',
  'offsets.topic.replication.factor': '1',
  'transaction.state.log.num.partitions': '1',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'share.coordinator.state.topic.num.partitions': '1',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
  'log.cleaner.dedupe.buffer.size': '4194304',
  'num.io.threads': '4',
  'num.network.threads': '2',
};

/**
 * On Windows a folder with open files cannot be renamed and an open file cannot be deleted: Kafka, which does both when a
 * topic is deleted, compacted or shortened, then gives up its only data folder and ends (KAFKA-1194). So nothing of that is
 * done there: the broker refuses to delete a topic, and its whole folder goes when it ends.
 */
export const windowsSettings: Readonly<Record<string, string>> = {
  'delete.topic.enable': 'false',
  'log.cleaner.enable': 'false',
  'log.retention.ms': '-1',
  'log.retention.bytes': '-1',
  // Once in ten years: what DeleteRecords marks is not removed either.
  'log.retention.check.interval.ms': '315360000000',
  'metadata.log.max.snapshot.interval.ms': '0',
};

/** Who may do everything: those that come by the plain listener have no name. */
const anybody = 'User:ANONYMOUS';

/** ACLs for those that log in, and none for all others. Settings of a node. */
export const authorizerSettings = {
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'super.users': anybody,
} as const;

/** The same with users who need no grant. */
export function authorizerWith(superUser: string): Readonly<Record<string, string>> {
  return { ...authorizerSettings, 'super.users': `${anybody};User:${superUser}` };
}

/** The settings of every embedded broker on a system, whatever its ports and folders. */
export function embeddedSettings(platform: NodeJS.Platform = process.platform): Readonly<Record<string, string>> {
  return { ...singleNodeSettings, ...authorizerSettings, ...(platform === 'win32' ? windowsSettings : {}) };
}

/** The text of a server.properties file for a node that is both broker and controller. */
export function serverProperties(options: ServerOptions): string {
  const extra = options.extraListeners ?? [];
  const own = [
    `PLAINTEXT://127.0.0.1:${options.brokerPort}`,
    ...extra.map((each) => `${each.name}://127.0.0.1:${each.port}`),
  ];
  const protocols = [
    'CONTROLLER:PLAINTEXT',
    'PLAINTEXT:PLAINTEXT',
    ...extra.map((each) => `${each.name}:${each.protocol}`),
  ];
  const { id, voters } = options.node ?? { id: 1, voters: `1@127.0.0.1:${options.controllerPort}` };
  const settings: Record<string, string> = {
    'process.roles': 'broker,controller',
    'node.id': String(id),
    'controller.quorum.voters': voters,
    'controller.listener.names': 'CONTROLLER',
    listeners: [...own, `CONTROLLER://127.0.0.1:${options.controllerPort}`].join(','),
    'advertised.listeners': own.join(','),
    'listener.security.protocol.map': protocols.join(','),
    'inter.broker.listener.name': 'PLAINTEXT',
    'log.dirs': options.dataFolder,
    ...embeddedSettings(options.platform),
    ...options.extraSettings,
    ...Object.fromEntries(extra.flatMap(prefixed)),
  };
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${escapeValue(value)}\n`)
    .join('');
}

function prefixed(listener: ExtraListener): [string, string][] {
  const prefix = `listener.name.${listener.name.toLowerCase()}.`;
  return Object.entries(listener.settings).map(([key, value]) => [prefix + key, value]);
}

/** Java reads properties as Latin-1, and a backslash (of a path on Windows) as an escape. */
function escapeValue(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll(/[^\x20-\x7e]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
