// Every word of the matrix for people in English: titles of its rows, and what stands in its cells.
import { command } from '../../text/command.ts';

/** Titles of the rows, by the contract's names. */
export const featureTitles: Readonly<Record<string, string>> = {
  connect: 'Connects and reads metadata',
  producer: 'Producer',
  'consumer-group': 'Consumer group',
  'static-membership': 'Static membership',
  cooperative: 'Cooperative rebalancing',
  'kip-848': 'New group protocol (KIP-848)',
  'share-group': 'Share groups (KIP-932)',
  idempotence: 'Idempotent producer',
  transactions: 'Transactions',
  linger: 'Accumulator with linger',
  gzip: 'gzip',
  snappy: 'snappy',
  lz4: 'lz4',
  zstd: 'zstd',
  tls: 'TLS',
  'sasl-plain': 'SASL PLAIN',
  'sasl-scram': 'SASL SCRAM',
  'sasl-oauthbearer': 'SASL OAUTHBEARER',
  'schema-registry': 'Schema Registry',
  'admin-topics': 'Admin: topics',
  'admin-configs': 'Admin: settings',
  'admin-groups': 'Admin: groups',
  'admin-acls': 'Admin: ACLs',
  headers: 'Headers',
  partitioner: "Default partitioner is Java's",
  'partitioner-java': 'Can partition as Java does',
};

const languages: Readonly<Record<string, string>> = {
  node: 'Node.js',
  python: 'Python',
  go: 'Go',
  java: 'Java',
  dotnet: '.NET',
};

export const words = {
  brokenResult: (file: string) => `The result file ${file} is broken.`,
  brokenResultNext: (file: string, kind: string) =>
    `bring it back with: git checkout -- ${file}, or delete it and run: ${command({ interop: 'matrix interop', bench: 'bench' }[kind] ?? 'matrix')}`,
  title: (name: string) => featureTitles[name] ?? name,
  language: (name: string) => languages[name] ?? name,
  feature: 'Feature',
  alive: 'Works with this broker',
  version: 'Version',
  maintained: 'Maintained (last release)',
  maintenance: { yes: 'yes', slow: 'slowly', no: 'no' },
  marks: {
    works: 'yes',
    'works-with-extra': 'yes, with extra',
    fails: 'fails',
    'not-offered': 'no',
    'not-run': 'not run',
  },
  worksWith: (extra: string) => `yes, with ${extra}`,
  notTried: '–',
  verdicts: {
    holds: 'holds',
    'with-extra': 'with extra',
    'for-some': 'for some',
    wrong: 'wrong',
    'not-run': 'not run',
  },
  row: { writer: 'Writer ↓ reader →', client: 'Client', default: 'Default', java: 'Java-compatible setting' },
  read: { same: 'same', differs: 'differs', fails: 'fails', 'not-offered': 'no codec', 'not-run': 'not run' },
} as const;

/** The words of `workbook client` and `workbook matrix`. */
export const say = {
  broken: (name: string, reason: string) => `${name}: ${reason}`,
  unknownClient: (name: string) => `There is no client ${JSON.stringify(name)}.`,
  unknownFeature: (name: string) => `There is no feature ${JSON.stringify(name)}.`,
  oneOf: (names: readonly string[]) => `take one of: ${names.join(', ')}`,
  here: 'can run here',
  next: (what: string) => `Next: ${what}`,
  unknownScenario: (typed: string) => `There is no scenario ${JSON.stringify(typed)} to run by itself.`,
  scenarios: (nearest: string) => `did you mean ${nearest}?`,
  tooMany: (typed: readonly string[]) =>
    `A scenario is one word; ${typed.map((word) => JSON.stringify(word)).join(' ')} are more.`,
  noFeature: 'Which feature?',
  unlike: (what: string) => `the program says that it works, and the broker shows something else: ${what}`,
  kept: (groups: readonly string[]) => `left on the broker, because it still has members: ${groups.join(', ')}`,
  notRemoved: (prefix: string, reason: string) => `what begins with ${prefix} stays on the broker: ${reason}`,
  maintained: (state: 'yes' | 'slow' | 'no') =>
    ({ yes: 'maintained', slow: 'slowly maintained', no: 'abandoned' })[state],
  reported: (name: string, value: unknown) =>
    `${`${name}:`.padEnd(10)} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  places: (topic: string, group: string) => `topic ${topic}, group ${group}`,
  cannotRead: (name: string) => `${name} is no client that can be read`,
  cell: (client: string, feature: string, mark: string, told: string) =>
    `${client}  ${feature}: ${mark}${told ? ` (${told})` : ''}`,
  given: (broker: string) => `${broker}: only this one way into it is tried; what is made there is removed at the end`,
  unknownKafka: 'unknown',
  elsewhere: (broker: string) => `it was run on another broker than the workbook's own (--broker ${broker})`,
  readWriters: (set: string, reader: string, read: number, writers: number) =>
    `${set}: ${reader} read ${read} of ${writers} writers`,
  readTransactions: (reader: string, right: number, all: number) =>
    `transactions: ${reader} read ${right} of ${all} right`,
  starting: 'starting a broker with every kind of listener',
  stage: (kafka: string, registry: string) => `Kafka ${kafka}; ${registry}`,
  saved: (path: string) => `saved as ${path}`,
  interrupted: 'it was interrupted',
  notRunYet: (client: string) => `${client} is not in it`,
  without: (client: string, missing: readonly string[]) => `${client} is without ${missing.join(', ')}`,
  onlySome: (what: string) => `only ${what}`,
  partial: (why: string) => `not the whole, so page and choose go on with the last whole result: ${why}`,
} as const;
