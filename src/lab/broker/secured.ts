// A broker of one's own with every kind of listener, an authorizer and users: what clients are compared on.
import { join } from 'node:path';
import { WorkbookError } from '../../workbook-error.ts';
import { makeCertificates, type Certificates } from './certificates.ts';
import { brokerText } from './words.ts';
import { freePorts } from './free-ports.ts';
import { requireJavaParts, type JavaParts } from './java-parts.ts';
import { jvmFlags, type Jit } from './jvm-flags.ts';
import { kafkaLogReason, readKafkaLog } from './kafka-log.ts';
import { startKafka } from './kafka-process.ts';
import { kafkaVersion } from '../../setup/kafka-version.ts';
import { ownedBroker, type OwnedBroker } from './owned-broker.ts';
import { findPrepared } from './prepared.ts';
import { createRunFolder, removeRunFolder, type RunFolder } from './run-folder.ts';
import { authorizerWith, type ExtraListener } from './server-properties.ts';

/** The user of every SASL mechanism. */
export const securedUser = { username: 'workbook', password: 'workbook-secret' } as const;

export const securedListeners = ['SSL', 'SASL_PLAINTEXT', 'SASL_SSL', 'OAUTH'] as const;
export type SecuredListener = (typeof securedListeners)[number];

export interface SecuredBroker extends OwnedBroker {
  /** `host:port` of each listener beside the plain one. `OAUTH` speaks SASL_PLAINTEXT and takes unsecured tokens only. */
  readonly listeners: Readonly<Record<SecuredListener, string>>;
  /** PEM of the authority that signed the broker's certificate. */
  readonly caFile: string;
}

interface SecuredOptions {
  readonly signal: AbortSignal;
  readonly jit?: Jit;
}

const attempts = 3;

/**
 * Starts a broker with a plain listener, one for each security protocol, PLAIN, SCRAM and OAUTHBEARER, and ACLs. Who comes by
 * the plain listener, and the user, may do everything.
 * Throws a WorkbookError where Java or Kafka's jars are missing, or Kafka fails.
 */
export async function startSecured({ signal, jit = 'quick' }: SecuredOptions): Promise<SecuredBroker> {
  const parts = await requireJavaParts();
  for (let attempt = 1; ; attempt++) {
    const run = await createRunFolder();
    try {
      return await startIn(run, { parts, signal, jit });
    } catch (error) {
      const log = await readKafkaLog(run.folder);
      await removeRunFolder(run.folder);
      signal.throwIfAborted();
      if (attempt < attempts && /Address already in use/i.test(log)) continue;
      const reason = kafkaLogReason(log) ?? (error instanceof Error ? error.message : String(error));
      throw new WorkbookError(brokerText.startFailed(reason), { next: brokerText.startFailedNext, cause: error });
    }
  }
}

async function startIn(
  run: RunFolder,
  { parts, signal, jit }: Required<SecuredOptions> & { parts: JavaParts },
): Promise<SecuredBroker> {
  const prepared = await findPrepared(parts);
  const cache =
    jit === 'quick' && prepared.ready && prepared.aotCache !== undefined ? [`-XX:AOTCache=${prepared.aotCache}`] : [];
  const flags = [...jvmFlags(jit, parts.javaVersion), ...cache];
  const certificates = await makeCertificates(parts, run.folder);
  const ports = await freePorts(securedListeners.length);
  const listeners = securedListeners.map((name, at) => listener(name, ports[at] ?? 0, certificates));
  const extra = { listeners, settings: authorizerWith(username), formatArgs: scramUsers };
  const kafka = await startKafka(
    run,
    { parts, flags, template: undefined, port: undefined, graceMs: 0, extra },
    signal,
  );
  const label = brokerText.embeddedLabel(kafkaVersion, kafka.connection.brokers.join());
  const address = Object.fromEntries(listeners.map(({ name, port }) => [name, `127.0.0.1:${port}`]));
  return {
    ...ownedBroker({ source: 'embedded', ...kafka, kafkaVersion, label, run }),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one entry for each of securedListeners
    listeners: address as Record<SecuredListener, string>,
    caFile: join(run.folder, 'ca.pem'),
  };
}

const { username, password } = securedUser;

const scramUsers = ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
  '--add-scram',
  `${mechanism}=[name=${username},password=${password}]`,
]);

const security = 'org.apache.kafka.common.security';
const passwords = {
  'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512',
  'plain.sasl.jaas.config': `${security}.plain.PlainLoginModule required user_${username}="${password}";`,
  'scram-sha-256.sasl.jaas.config': `${security}.scram.ScramLoginModule required;`,
  'scram-sha-512.sasl.jaas.config': `${security}.scram.ScramLoginModule required;`,
};
const tokens = {
  'sasl.enabled.mechanisms': 'OAUTHBEARER',
  'oauthbearer.sasl.jaas.config': `${security}.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";`,
};

function listener(
  name: SecuredListener,
  port: number,
  { keystoreFile, password: secret }: Certificates,
): ExtraListener {
  const keys = {
    'ssl.keystore.type': 'PKCS12',
    'ssl.keystore.location': keystoreFile,
    'ssl.keystore.password': secret,
    'ssl.key.password': secret,
  };
  if (name === 'OAUTH') return { name, port, protocol: 'SASL_PLAINTEXT', settings: tokens };
  const sasl = name === 'SSL' ? {} : passwords;
  return { name, port, protocol: name, settings: { ...sasl, ...(name === 'SASL_PLAINTEXT' ? {} : keys) } };
}
