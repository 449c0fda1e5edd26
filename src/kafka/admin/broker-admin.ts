// What an administrator does that neither Node client of the course can: users and passwords, quotas, moving replicas; and
// ACLs beside them. @platformatic/kafka has the requests. It takes 58 MB and as long to load as everything else of a
// waiting process together, so it is loaded by whoever opens an admin, and by nobody else.
import type { Connection as Link } from '@platformatic/kafka';
import { parseAddress, type Connection } from '../connection.ts';
import { addAcls, readAcls, removeAcls, type Acl, type AclFilter } from './acls.ts';
import { readMoves, startMoves, type Move, type MoveUnderWay } from './moves.ts';
import type { Library } from './outcome.ts';
import { readQuotas, setQuotas, type Quotas, type QuotaEntity } from './quotas.ts';
import { removeUser, readUsers, setPassword, type ScramMechanism, type ScramUser } from './users.ts';

export type { Acl, AclFilter, Move, MoveUnderWay, QuotaEntity, Quotas, ScramMechanism, ScramUser };

/** Speaks to one broker; every broker since Kafka 3.0 hands such requests on to the controller. Dispose it to hang up. */
export class BrokerAdmin implements AsyncDisposable {
  readonly #library: Library;
  readonly #link: Link;

  private constructor(library: Library, link: Link) {
    this.#library = library;
    this.#link = link;
  }

  /** Connects to the first broker that answers. Throws what the last one said where none does. */
  static async open({ brokers, ssl, sasl }: Connection): Promise<BrokerAdmin> {
    const library = await import('@platformatic/kafka');
    let failure: unknown;
    for (const { host, port } of brokers.map(parseAddress)) {
      const link = new library.Connection('workbook-admin', {
        connectTimeout: 3_000,
        requestTimeout: 10_000,
        ...(ssl && { tls: {} }),
        ...(sasl && { sasl: { ...sasl, mechanism: mechanisms[sasl.mechanism] } }),
      });
      try {
        await link.connect(host, port);
        return new BrokerAdmin(library, link);
      } catch (error) {
        failure = error;
        await link.close().catch(() => undefined);
      }
    }
    throw failure;
  }

  /** Makes a user for SASL/SCRAM, or gives one that is there another password. */
  async setPassword(user: string, password: string, mechanism: ScramMechanism): Promise<void> {
    await setPassword(this.#library, this.#link, { user, password, mechanism });
  }

  /** Takes a user's password of this mechanism away. Who is connected stays so. */
  async removeUser(user: string, mechanism: ScramMechanism): Promise<void> {
    await removeUser(this.#library, this.#link, { user, mechanism });
  }

  /** Users that have a SCRAM password, by name. */
  async users(): Promise<ScramUser[]> {
    return readUsers(this.#library, this.#link);
  }

  /** Sets limits; `null` takes one away, others stay as they are. */
  async setQuotas(entity: QuotaEntity, quotas: Quotas): Promise<void> {
    await setQuotas(this.#library, this.#link, { entity, quotas });
  }

  /** The limits that are set on exactly this entity. */
  async quotas(entity: QuotaEntity): Promise<Quotas> {
    return readQuotas(this.#library, this.#link, entity);
  }

  async addAcls(acls: readonly Acl[]): Promise<void> {
    await addAcls(this.#library, this.#link, acls);
  }

  /** The ACLs that fit all that the filter says. */
  async acls(filter: AclFilter = {}): Promise<Acl[]> {
    return readAcls(this.#library, this.#link, filter);
  }

  /** Removes the ACLs that fit the filter, and says which they were. */
  async removeAcls(filter: AclFilter): Promise<Acl[]> {
    return removeAcls(this.#library, this.#link, filter);
  }

  /** Starts to move partitions to other brokers; `moves()` tells which still are on their way. */
  async moveReplicas(moves: readonly Move[]): Promise<void> {
    await startMoves(this.#library, this.#link, moves);
  }

  async moves(): Promise<MoveUnderWay[]> {
    return readMoves(this.#library, this.#link);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#link.close();
  }
}

const mechanisms = {
  plain: 'PLAIN',
  'scram-sha-256': 'SCRAM-SHA-256',
  'scram-sha-512': 'SCRAM-SHA-512',
} as const;
