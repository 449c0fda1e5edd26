// What the tap has seen. Lists are kept within bounds; the counts go on.
import type { ApiName } from '../../kafka/frames/api-names.ts';
import type { FetchBody, JoinGroupBody, ProduceBody, Software } from '../../kafka/frames/read-request.ts';

/** One TCP connection that a client opened. */
export interface TappedConnection {
  /** The broker it leads to, `host:port` as the cluster names it. */
  readonly broker: string;
  /** Milliseconds since 1970, with fractions; so are all times of the tap. */
  readonly openedAt: number;
  readonly closedAt: number | undefined;
  /** Who hung up first, at `closedAt`. A broker that cannot be reached counts as having hung up. */
  readonly closedBy: 'client' | 'broker' | 'tap' | undefined;
  readonly clientIds: ReadonlySet<string>;
  /** How the client introduced itself, if it did: kafkajs 2 does not. */
  readonly software: Software | undefined;
  readonly requests: number;
  readonly bytesSent: number;
  readonly bytesReceived: number;
  /** Why the tap cannot follow this connection, or cannot reach its broker. */
  readonly problem: string | undefined;
}

/** One request, as it arrived. */
export interface TappedRequest {
  readonly at: number;
  readonly connection: TappedConnection;
  readonly api: ApiName | `Api ${number}`;
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly clientId: string | undefined;
  /** Its whole size on the wire. */
  readonly bytes: number;
  readonly produce: ProduceBody | undefined;
  readonly fetch: FetchBody | undefined;
  readonly joinGroup: JoinGroupBody | undefined;
  /** Until the broker's first bytes in answer, without any delay of the tap's own; undefined before that, and for a Produce with acks 0. */
  readonly roundTripMs: number | undefined;
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };
export type OpenConnection = Mutable<TappedConnection> & { readonly clientIds: Set<string> };
export type OpenRequest = Mutable<TappedRequest>;

/** Milliseconds since 1970, never going back within one process. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}

/** The newest `keep` entries of a list that may grow without end. */
class Newest<Entry> {
  readonly #keep: number;
  #entries: Entry[] = [];

  constructor(keep: number) {
    this.#keep = keep;
  }

  add(entry: Entry): void {
    this.#entries.push(entry);
    // Cutting at twice the size makes the cost of one entry constant.
    if (this.#entries.length >= 2 * this.#keep) this.#entries = this.#entries.slice(-this.#keep);
  }

  get entries(): readonly Entry[] {
    return this.#entries.slice(-this.#keep);
  }
}

export class Ledger {
  readonly #connections: Newest<OpenConnection>;
  readonly #requests: Newest<OpenRequest>;
  readonly #counts = new Map<string, number>();
  readonly #topicNames = new Map<string, string>();
  #opened = 0;
  #hungUp = 0;
  /** Connections that were turned away at the door, and stand in no list. */
  refused = 0;

  constructor(keep: number) {
    this.#connections = new Newest(keep);
    this.#requests = new Newest(keep);
  }

  get connections(): readonly TappedConnection[] {
    return this.#connections.entries;
  }

  get requests(): readonly TappedRequest[] {
    return this.#requests.entries;
  }

  get connectionsOpened(): number {
    return this.#opened;
  }

  /** How many connections neither side has hung up. */
  get connectionsOpen(): number {
    return this.#opened - this.#hungUp;
  }

  /** How many requests of this kind arrived, or of any kind. */
  count(api?: ApiName): number {
    if (api !== undefined) return this.#counts.get(api) ?? 0;
    return this.#counts.values().reduce((sum, count) => sum + count, 0);
  }

  open(broker: string): OpenConnection {
    const connection: OpenConnection = {
      broker,
      openedAt: now(),
      closedAt: undefined,
      closedBy: undefined,
      clientIds: new Set<string>(),
      software: undefined,
      requests: 0,
      bytesSent: 0,
      bytesReceived: 0,
      problem: undefined,
    };
    this.#opened += 1;
    this.#connections.add(connection);
    return connection;
  }

  /** Notes who hung up first; the other side's turn changes nothing. */
  close(connection: OpenConnection, side: 'client' | 'broker' | 'tap', problem?: string): void {
    if (connection.closedBy !== undefined) return;
    this.#hungUp += 1;
    connection.closedBy = side;
    connection.closedAt = now();
    if (problem !== undefined) connection.problem ??= problem;
  }

  add(request: OpenRequest, connection: OpenConnection): void {
    connection.requests += 1;
    if (request.clientId !== undefined) connection.clientIds.add(request.clientId);
    this.#counts.set(request.api, (this.#counts.get(request.api) ?? 0) + 1);
    this.#requests.add(request);
  }

  /** A topic's name by its id; the id itself as long as no metadata has told the name. */
  topicName(id: string): string {
    return this.#topicNames.get(id) ?? id;
  }

  learnTopics(names: ReadonlyMap<string, string>): void {
    for (const [id, name] of names) this.#topicNames.set(id, name);
  }
}
