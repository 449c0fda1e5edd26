// Users of SASL/SCRAM. The broker is sent what RFC 5802 derives from a password, never the password.
import type { Connection as Link } from '@platformatic/kafka';
import { pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { failOn } from '../errors.ts';
import { answered, type Library } from './outcome.ts';

export type ScramMechanism = 'scram-sha-256' | 'scram-sha-512';

export interface ScramUser {
  readonly user: string;
  readonly mechanisms: readonly ScramMechanism[];
}

/** Kafka's number of each mechanism, and the hash behind it. */
const known = {
  'scram-sha-256': { type: 1, hash: 'sha256', bytes: 32 },
  'scram-sha-512': { type: 2, hash: 'sha512', bytes: 64 },
} as const;

/** The fewest that a broker takes. */
const iterations = 4_096;

export async function setPassword(
  { alterUserScramCredentialsV0: { api } }: Library,
  link: Link,
  { user, password, mechanism }: { user: string; password: string; mechanism: ScramMechanism },
): Promise<void> {
  const { type, hash, bytes } = known[mechanism];
  const salt = randomBytes(16);
  const saltedPassword = await promisify(pbkdf2)(password.normalize('NFKC'), salt, iterations, bytes, hash);
  const credential = { name: user, mechanism: type, iterations, salt, saltedPassword };
  await answered('AlterUserScramCredentials', api.async(link, [], [credential]));
}

export async function removeUser(
  { alterUserScramCredentialsV0: { api } }: Library,
  link: Link,
  { user, mechanism }: { user: string; mechanism: ScramMechanism },
): Promise<void> {
  const credential = { name: user, mechanism: known[mechanism].type };
  await answered('AlterUserScramCredentials', api.async(link, [credential], []));
}

export async function readUsers(
  { describeUserScramCredentialsV0: { api } }: Library,
  link: Link,
): Promise<ScramUser[]> {
  const { errorCode, results } = await answered('DescribeUserScramCredentials', api.async(link, null));
  failOn('DescribeUserScramCredentials', errorCode);
  const users = results.map(({ user, credentialInfos }) => ({
    user,
    mechanisms: mechanismNames.filter((name) =>
      credentialInfos.some(({ mechanism }) => mechanism === known[name].type),
    ),
  }));
  return users.toSorted((a, b) => a.user.localeCompare(b.user));
}

const mechanismNames: readonly ScramMechanism[] = ['scram-sha-256', 'scram-sha-512'];
