// A user of the broker who may do nothing until the suite grants it: for exercises about what is forbidden. The task says
// `needs: [secured]`.
import { clusterIdOf } from '../kafka/client.ts';
import { withFreshSasl } from '../kafka/connection.ts';
import { BrokerAdmin, type Acl } from '../kafka/admin/broker-admin.ts';
import { eventually } from './eventually.ts';
import { harness, HarnessError } from './harness-error.ts';
import { currentJob } from './job.ts';
import type { LabConnection } from './lab.ts';
import { uniqueName } from './unique-name.ts';
import { words } from './words.ts';

/** What is granted: `{ operation: 'WRITE', resource: 'TOPIC', name: lab.topic }`; a name may be how names begin (`PREFIXED`). */
export type Permission = Pick<Acl, 'operation' | 'resource' | 'name' | 'pattern'>;

export interface User extends AsyncDisposable {
  /** As in `User:<name>` of an ACL. */
  readonly name: string;
  /** Logs in as this user: `{ ...lab, connection: user.connection }`, or by a door of `wireTap(user.connection)`. */
  readonly connection: LabConnection;
  /** Resolves when the broker heeds it. */
  grant(...permissions: readonly Permission[]): Promise<void>;
  /** Takes away what was granted; who is connected loses it, too. Resolves when the broker heeds it. */
  withdraw(...permissions: readonly Permission[]): Promise<void>;
}

/**
 * Makes a user of its own for this test; its disposal removes the user with all its permissions.
 * @throws HarnessError where the broker has no place for users, or does not answer.
 */
export async function newUser(): Promise<User> {
  const { users } = currentJob();
  if (users === undefined) throw new HarnessError(words.user.none);
  const admin = await harness(() => BrokerAdmin.open(currentJob().connection));
  const name = uniqueName('user');
  const sasl = { mechanism: 'scram-sha-256', username: name, password: `secret of ${name}` } as const;
  const user = new GrantedUser(admin, name, { brokers: [users], sasl });
  await harness(() => admin.setPassword(name, sasl.password, sasl.mechanism));
  await eventually(() => clusterIdOf(user.connection), { describe: words.user.letIn(name) });
  return user;
}

class GrantedUser implements User {
  readonly name: string;
  readonly connection: LabConnection;
  readonly #admin: BrokerAdmin;

  constructor(admin: BrokerAdmin, name: string, connection: LabConnection) {
    this.#admin = admin;
    this.name = name;
    this.connection = withFreshSasl(connection);
  }

  async grant(...permissions: readonly Permission[]): Promise<void> {
    await harness(() => this.#admin.addAcls(permissions.map((permission) => this.#acl(permission))));
    await this.#heeded(permissions, true);
  }

  async withdraw(...permissions: readonly Permission[]): Promise<void> {
    for (const permission of permissions) await harness(() => this.#admin.removeAcls(this.#acl(permission)));
    await this.#heeded(permissions, false);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.#admin.removeAcls({ principal: this.#principal });
      await this.#admin.removeUser(this.name, 'scram-sha-256');
    } catch {
      // Names are of this run only: what stays behind lets nobody do anything.
    } finally {
      await this.#admin[Symbol.asyncDispose]();
    }
  }

  get #principal(): string {
    return `User:${this.name}`;
  }

  #acl(permission: Permission): Acl {
    return { pattern: 'LITERAL', ...permission, principal: this.#principal, permission: 'ALLOW' };
  }

  // The broker answers from what it heeds, which is some milliseconds behind what the controller has written.
  async #heeded(permissions: readonly Permission[], wanted: boolean): Promise<void> {
    const stands = async (permission: Permission) => (await this.#admin.acls(this.#acl(permission))).length > 0;
    await eventually(
      async () => {
        const standing = await Promise.all(permissions.map((permission) => harness(() => stands(permission))));
        return standing.every((each) => each === wanted);
      },
      { describe: wanted ? words.user.granted(this.name) : words.user.withdrawn(this.name) },
    );
  }
}
