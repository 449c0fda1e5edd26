// A cluster that somebody else runs, named by the environment: a classroom's, a hosted one.
import { readFileSync } from 'node:fs';
import { writeFile, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { getCACertificates, rootCertificates, setDefaultCACertificates } from 'node:tls';
import { stateFolder } from '../../project.ts';
import { WorkbookError } from '../../workbook-error.ts';
import { type Broker } from './broker.ts';
import type { Connection } from '../../kafka/connection.ts';
import { explainGiven } from './explain-given.ts';
import { connectionFrom, readSettings, usersVariable, type GivenSettings } from './given-settings.ts';
import { brokerText, givenText } from './words.ts';
import { clusterIdOf } from '../../kafka/client.ts';
import type { Finding, FindRequest } from './ask-sources.ts';

/** What is known of a given cluster before anybody asks it; undefined where none is given. */
export function foreseeGiven(env: Readonly<NodeJS.ProcessEnv>): { readonly hasUsers: boolean } | undefined {
  if (!env['KAFKA_BOOTSTRAP_SERVERS']) return undefined;
  return { hasUsers: Boolean(env[usersVariable]) };
}

/** The given cluster; `notHere` without KAFKA_BOOTSTRAP_SERVERS. Throws when the settings are wrong or nobody answers. */
export async function findGiven(request: Pick<FindRequest, 'env'>): Promise<Finding> {
  const settings = readSettings(request.env);
  if (settings === undefined) return { notHere: { reason: givenText.notSet, next: givenText.notSetNext } };
  const connection = connectionFrom(settings);
  const env = settings.caFile === undefined ? {} : await trust(resolve(settings.caFile));
  const broker = givenBroker(connection, env, await askClusterId(settings));
  return { broker: { ...broker, users: settings.users } };
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
    throw new WorkbookError(givenText.caUnreadable(file), { next: givenText.settingsNext, cause: error });
  }
  throw new WorkbookError(givenText.caNotPem(file), { next: givenText.settingsNext });
}

async function askClusterId(settings: GivenSettings): Promise<string> {
  try {
    return await clusterIdOf(connectionFrom(settings), { connectMs: 5_000, retries: 1 });
  } catch (error) {
    throw await explainGiven(settings, error);
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
