// A cluster that somebody else runs, named by the environment: a classroom's, a hosted one.
import { readFileSync } from 'node:fs';
import { writeFile, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { getCACertificates, rootCertificates, setDefaultCACertificates } from 'node:tls';
import { z } from 'zod';
import { stateFolder } from '../../project.ts';
import { WorkbookError } from '../../workbook-error.ts';
import { type Broker } from './broker.ts';
import type { Connection } from '../../kafka/connection.ts';
import { connectionSchema } from '../../kafka/connection-schema.ts';
import { brokerText } from './words.ts';
import { clusterIdOf } from '../../kafka/client.ts';
import type { Finding, FindRequest } from './ask-sources.ts';

const mechanisms = { PLAIN: 'plain', 'SCRAM-SHA-256': 'scram-sha-256', 'SCRAM-SHA-512': 'scram-sha-512' } as const;

/** Where users that a suite makes log in, by SCRAM-SHA-256 and without TLS: for a cluster whose ACLs are enforced. */
export const usersVariable = 'KAFKA_WORKBOOK_USERS';

const givenSchema = z.object({
  [usersVariable]: z.string().optional(),
  KAFKA_BOOTSTRAP_SERVERS: z.string(),
  KAFKA_SECURITY_PROTOCOL: z.enum(['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL']).default('PLAINTEXT'),
  KAFKA_SASL_MECHANISM: z.enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']).default('PLAIN'),
  KAFKA_SASL_USERNAME: z.string().optional(),
  KAFKA_SASL_PASSWORD: z.string().optional(),
  KAFKA_SSL_CA_FILE: z.string().optional(),
});
type GivenSettings = z.infer<typeof givenSchema>;

/** What is known of a given cluster before anybody asks it; undefined where none is given. */
export function foreseeGiven(env: Readonly<NodeJS.ProcessEnv>): { readonly hasUsers: boolean } | undefined {
  if (!env['KAFKA_BOOTSTRAP_SERVERS']) return undefined;
  return { hasUsers: Boolean(env[usersVariable]) };
}

/** The given cluster; `notHere` without KAFKA_BOOTSTRAP_SERVERS. Throws when the settings are wrong or nobody answers. */
export async function findGiven(request: Pick<FindRequest, 'env'>): Promise<Finding> {
  const settings = readSettings(request.env);
  if (settings === undefined) {
    return { notHere: { reason: brokerText.givenNotSet, next: brokerText.givenNext } };
  }
  const connection = connectionFrom(settings);
  const env = settings.KAFKA_SSL_CA_FILE === undefined ? {} : await trust(resolve(settings.KAFKA_SSL_CA_FILE));
  const broker = givenBroker(connection, env, await askClusterId(connection));
  return { broker: { ...broker, users: settings[usersVariable] } };
}

function readSettings(env: Readonly<NodeJS.ProcessEnv>): GivenSettings | undefined {
  // An empty variable is how a shell or a compose file says "not set".
  const set = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => name.startsWith('KAFKA_') && value !== ''),
  );
  if (set['KAFKA_BOOTSTRAP_SERVERS'] === undefined) return undefined;
  const parsed = givenSchema.safeParse(set);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw wrongSetting(String(issue?.path[0]), issue?.message ?? '');
}

function wrongSetting(name: string, problem: string): WorkbookError {
  return new WorkbookError(brokerText.givenWrong(name, problem), { next: brokerText.givenSettingsNext });
}

/** The settings as both Node clients take them. Throws when they do not fit together. */
function connectionFrom(settings: GivenSettings): Connection {
  const brokers = settings.KAFKA_BOOTSTRAP_SERVERS.split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
  const protocol = settings.KAFKA_SECURITY_PROTOCOL;
  const { KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = settings;
  const sasl = { mechanism: mechanisms[settings.KAFKA_SASL_MECHANISM], username, password };
  const parsed = connectionSchema.safeParse({
    brokers,
    ...(protocol.endsWith('SSL') && { ssl: true }),
    ...(protocol.startsWith('SASL') && { sasl }),
  });
  if (parsed.success) return parsed.data;
  const inBrokers = parsed.error.issues.some(({ path }) => path[0] === 'brokers');
  if (inBrokers) throw wrongSetting('KAFKA_BOOTSTRAP_SERVERS', brokerText.givenAddressForm);
  throw wrongSetting(
    username === undefined ? 'KAFKA_SASL_USERNAME' : 'KAFKA_SASL_PASSWORD',
    brokerText.givenNeeded(protocol),
  );
}

/**
 * Makes this process trust a CA, and says what makes other processes do so: Node and kafkajs read NODE_EXTRA_CA_CERTS at
 * their start; OpenSSL, and so librdkafka where it is linked against the system's OpenSSL, reads SSL_CERT_FILE, which
 * replaces its list: so that file holds the usual CAs too. (librdkafka with an OpenSSL of its own, as in Confluent's
 * prebuilt binaries, heeds no variable: there the CA has to be in the system's store.)
 */
async function trust(file: string): Promise<Record<string, string>> {
  const certificate = readCertificate(file);
  setDefaultCACertificates([...getCACertificates('default'), certificate]);
  const bundle = join(stateFolder, 'broker', 'ca-bundle.pem');
  await mkdir(join(stateFolder, 'broker'), { recursive: true });
  await writeFile(bundle, [...rootCertificates, certificate].join('\n'));
  return { NODE_EXTRA_CA_CERTS: file, SSL_CERT_FILE: bundle };
}

function readCertificate(file: string): string {
  try {
    const text = readFileSync(file, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  } catch (error) {
    throw new WorkbookError(brokerText.caUnreadable(file), { next: brokerText.givenSettingsNext, cause: error });
  }
  throw new WorkbookError(brokerText.caNotPem(file), { next: brokerText.givenSettingsNext });
}

async function askClusterId(connection: Connection): Promise<string> {
  try {
    return await clusterIdOf(connection, { connectMs: 5_000, retries: 1 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WorkbookError(brokerText.givenSilent(connection.brokers.join(), reason), {
      next: brokerText.givenSilentNext,
      cause: error,
    });
  }
}

function givenBroker(connection: Connection, env: Record<string, string>, clusterId: string): Broker {
  return {
    source: 'given',
    connection,
    clusterId,
    kafkaVersion: undefined,
    label: brokerText.givenLabel(connection.brokers.join()),
    env,
    // It is not ours: when it goes, clients notice, and nobody here restarts it.
    lost: new AbortController().signal,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
