// The settings of a given cluster as people type them: read, and held against each other. Pure.
import { z } from 'zod';
import type { Connection } from '../../kafka/connection.ts';
import type { Broker } from './broker.ts';
import { WorkbookError } from '../../workbook-error.ts';
import { readAddresses } from './given-address.ts';
import { givenText as words } from './words.ts';

/** Where users that a suite makes log in, by SCRAM-SHA-256 and without TLS: for a cluster whose ACLs are enforced. */
export const usersVariable = 'KAFKA_WORKBOOK_USERS';

const protocols = ['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', 'SASL_SSL'] as const;
export type Protocol = (typeof protocols)[number];

export const mechanisms = {
  PLAIN: 'plain',
  'SCRAM-SHA-256': 'scram-sha-256',
  'SCRAM-SHA-512': 'scram-sha-512',
} as const;
export type Mechanism = keyof typeof mechanisms;
/** Whether the workbook can log in by it. */
export const isMechanism = (name: string): name is Mechanism => name in mechanisms;
const mechanismNames = Object.keys(mechanisms).filter(isMechanism);

const text = z.string().optional();
const settingsSchema = z.object({
  [usersVariable]: text,
  KAFKA_BOOTSTRAP_SERVERS: z.string(),
  KAFKA_SECURITY_PROTOCOL: text,
  KAFKA_SASL_MECHANISM: text,
  KAFKA_SASL_USERNAME: text,
  KAFKA_SASL_PASSWORD: text,
  KAFKA_SSL_CA_FILE: text,
});
type Typed = z.infer<typeof settingsSchema>;

export interface GivenSettings {
  readonly brokers: string[];
  readonly protocol: Protocol;
  readonly mechanism: Mechanism;
  /** Of a protocol with a login. */
  readonly login: { readonly username: string; readonly password: string } | undefined;
  readonly caFile: string | undefined;
  readonly users: string | undefined;
}

/** What the environment says; undefined without KAFKA_BOOTSTRAP_SERVERS. @throws WorkbookError that names the setting to change. */
export function readSettings(env: Readonly<NodeJS.ProcessEnv>): GivenSettings | undefined {
  // An empty variable is how a shell or a compose file says "not set".
  const set = Object.fromEntries(Object.entries(env).filter(([name, value]) => name.startsWith('KAFKA_') && value));
  const { data: typed } = settingsSchema.safeParse(set);
  if (!typed) return undefined;
  const brokers = readAddresses(typed.KAFKA_BOOTSTRAP_SERVERS);
  const protocol = oneOf('KAFKA_SECURITY_PROTOCOL', typed.KAFKA_SECURITY_PROTOCOL ?? 'PLAINTEXT', protocols);
  refuseUnused(typed, protocol);
  return {
    brokers,
    protocol,
    mechanism: oneOf('KAFKA_SASL_MECHANISM', typed.KAFKA_SASL_MECHANISM ?? 'PLAIN', mechanismNames),
    login: protocol.startsWith('SASL') ? loginOf(typed, protocol) : undefined,
    caFile: typed.KAFKA_SSL_CA_FILE,
    users: typed[usersVariable],
  };
}

/** The variables that give a broker to another process, whatever that one inherits. */
export function variablesFor({
  connection,
  users,
  env,
}: Pick<Broker, 'connection' | 'users' | 'env'>): Record<string, string> {
  const { brokers, ssl, sasl } = connection;
  const mechanism = mechanismNames.find((name) => mechanisms[name] === sasl?.mechanism);
  return {
    ...env,
    KAFKA_BOOTSTRAP_SERVERS: brokers.join(','),
    KAFKA_SECURITY_PROTOCOL: `${sasl ? 'SASL_' : ''}${ssl ? 'SSL' : 'PLAINTEXT'}`,
    KAFKA_SASL_MECHANISM: mechanism ?? '',
    KAFKA_SASL_USERNAME: sasl?.username ?? '',
    KAFKA_SASL_PASSWORD: sasl?.password ?? '',
    KAFKA_SSL_CA_FILE: env['NODE_EXTRA_CA_CERTS'] ?? '',
    [usersVariable]: users ?? '',
  };
}

/** The settings as both Node clients take them. */
export function connectionFrom({ brokers, protocol, mechanism, login }: GivenSettings): Connection {
  return {
    brokers,
    ...(protocol.endsWith('SSL') && { ssl: true }),
    ...(login && { sasl: { mechanism: mechanisms[mechanism], ...login } }),
  };
}

function oneOf<Value extends string>(name: string, typed: string, known: readonly Value[]): Value {
  const found = known.find((each) => each === typed);
  if (found !== undefined) return found;
  const meant = known.find((each) => letters(each) === letters(typed));
  if (meant !== undefined) {
    throw new WorkbookError(words.wrong(name, words.spelling(typed)), { next: words.set(name, meant) });
  }
  throw new WorkbookError(words.wrong(name, words.noneOf(typed, known.join(', '))), { next: words.settingsNext });
}

const letters = (name: string): string => name.toUpperCase().replaceAll(/[^A-Z\d]/g, '');

const loginNames = ['KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD', 'KAFKA_SASL_MECHANISM'] as const;

// Whoever sets one of these wants it used: a connection without it fails in other words, or goes where nothing is secret.
function refuseUnused(typed: Typed, protocol: Protocol): void {
  const hasTls = protocol.endsWith('SSL');
  const login = protocol.startsWith('SASL') ? undefined : loginNames.find((name) => typed[name] !== undefined);
  if (login !== undefined) {
    throw unused(typed, login, hasTls ? 'SASL_SSL' : `SASL_SSL${words.or}SASL_PLAINTEXT`);
  }
  if (typed.KAFKA_SSL_CA_FILE !== undefined && !hasTls) {
    throw unused(typed, 'KAFKA_SSL_CA_FILE', protocol === 'SASL_PLAINTEXT' ? 'SASL_SSL' : `SSL${words.or}SASL_SSL`);
  }
}

function unused({ KAFKA_SECURITY_PROTOCOL: protocol }: Typed, name: string, wanted: string): WorkbookError {
  const message = protocol === undefined ? words.unusedDefault(name) : words.unused(name, protocol);
  return new WorkbookError(message, { next: words.setOrRemove('KAFKA_SECURITY_PROTOCOL', wanted, name) });
}

function loginOf(typed: Typed, protocol: Protocol): GivenSettings['login'] {
  const { KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password } = typed;
  if (username !== undefined && password !== undefined) return { username, password };
  const name = username === undefined ? 'KAFKA_SASL_USERNAME' : 'KAFKA_SASL_PASSWORD';
  throw new WorkbookError(words.wrong(name, words.needed(protocol)), { next: words.neededNext(name) });
}
