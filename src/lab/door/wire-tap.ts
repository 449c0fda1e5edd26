// A Kafka-aware pass-through between clients and brokers: suites see what arrives at the broker's door, whichever client
// sent it. A hook inside the process would miss librdkafka, which opens its sockets in native threads.
// Bytes pass unchanged but for brokers' addresses (the tap's own stand there instead, so that no client goes past it)
// and the versions of the few requests that hand them out; and but for the faults that are ordered (fault.ts).
import type { ApiName } from '../../kafka/frames/api-names.ts';
import { formatAddress, parseAddress, withFreshSasl, type Address, type Connection } from '../../kafka/connection.ts';
import { Door, type DoorSetting } from './door.ts';
import type { FallenFault, FaultOrder, StandingOrder } from './fault.ts';
import { Faults } from './faults.ts';
import { Ledger, type TappedConnection, type TappedRequest } from './ledger.ts';
import type { RecordBatch } from '../../kafka/frames/read-request.ts';

export type { ApiName, FallenFault, FaultOrder, RecordBatch, StandingOrder, TappedConnection, TappedRequest };

/** A record batch that a client sent, and where to. */
export interface ProducedBatch extends RecordBatch {
  readonly topic: string;
  readonly partition: number;
  readonly request: TappedRequest;
}

/** A tap in front of every broker of a cluster. */
export interface WireTap extends AsyncDisposable {
  /** For the learner's code: the brokers are the tap's, the rest is as given, without `ssl` (the tap speaks it instead). */
  readonly connection: Connection;
  /** The connections so far, oldest first; of very many, the newest. */
  readonly connections: readonly TappedConnection[];
  readonly connectionsOpened: number;
  /** How many of them neither side has hung up. */
  openConnections(): number;
  /** The requests so far in the order of arrival; of very many, the newest. */
  readonly requests: readonly TappedRequest[];
  requestsOf(api: ApiName): TappedRequest[];
  /** How many requests arrived, of one kind or of all; counts also what the list has let go. */
  count(api?: ApiName): number;
  /** The record batches that `requests` sent to a topic. */
  batchesTo(topic: string): ProducedBatch[];
  /** Hangs up on everybody. Clients may come back at once. */
  cut(): void;
  /** Hangs up on everybody, and on everybody who comes back, until `comeBack`. */
  goAway(): void;
  comeBack(): void;
  /** How many connections were turned away in the meantime. */
  readonly refused: number;
  /** Holds every answer back for this long, as a distant broker would; 0 for no longer, `Infinity` until something else is said. */
  delayAnswers(ms: number): void;
  /**
   * Orders a fault: `tap.fault({ on: 'Produce', nth: 1, do: 'lose-answer' })`. It counts what begins to come in from now on.
   * Throws a WorkbookError for an order that no door can carry out.
   */
  fault(order: FaultOrder): StandingOrder;
  /** The faults that have fallen so far, oldest first. */
  readonly faults: readonly FallenFault[];
}

export interface TapOptions {
  /**
   * The address that clients are told instead of a broker's own, `host:port`. Where not given: a door of the tap.
   * `(broker) => broker` makes a side door: clients bootstrap through it and go on to the broker itself. A made-up
   * address is the broker that advertises what nobody can reach.
   */
  readonly advertise?: (broker: string) => string;
  /** Takes a line for each fault that falls. Where not given they go to stdout, as all of the run's log does. */
  readonly log?: (line: string) => void;
}

/** How many connections and requests are kept in full. */
const keep = 10_000;

class Tap implements WireTap {
  readonly #given: Connection;
  readonly #ledger = new Ledger(keep);
  /** By the broker's address, so that two names of one broker have a door each, as they have when nobody listens in. */
  readonly #doors = new Map<string, Promise<Door>>();
  readonly #opened: Door[] = [];
  readonly #faults: Faults;
  readonly #setting: DoorSetting;
  #brokers: string[] = [];
  #away = false;
  #closed = false;
  #delayMs = 0;

  constructor(given: Connection, { advertise, log = console.log }: TapOptions) {
    this.#given = given;
    this.#faults = new Faults(log);
    this.#setting = {
      ledger: this.#ledger,
      faults: this.#faults,
      standIn: advertise
        ? async (broker) => parseAddress(advertise(formatAddress(broker)))
        : (broker) => this.#standIn(broker),
      tls: given.ssl === true,
      isShut: () => this.#away,
      delayMs: () => this.#delayMs,
    };
  }

  async open(): Promise<this> {
    const addresses = await Promise.all(this.#given.brokers.map((broker) => this.#standIn(parseAddress(broker))));
    this.#brokers = addresses.map(formatAddress);
    return this;
  }

  async #standIn(broker: Address): Promise<Address> {
    // Whoever learns of a broker while the tap closes gets no door that nobody would close again.
    if (this.#closed) return broker;
    const name = formatAddress(broker);
    let door = this.#doors.get(name);
    if (door === undefined) {
      door = Door.open(broker, this.#setting);
      this.#doors.set(name, door);
      this.#opened.push(await door);
    }
    return (await door).address;
  }

  get connection(): Connection {
    const { sasl } = this.#given;
    return withFreshSasl({ brokers: [...this.#brokers], ...(sasl && { sasl }) });
  }

  get connections(): readonly TappedConnection[] {
    return this.#ledger.connections;
  }

  get connectionsOpened(): number {
    return this.#ledger.connectionsOpened;
  }

  get refused(): number {
    return this.#ledger.refused;
  }

  openConnections(): number {
    return this.#ledger.connectionsOpen;
  }

  get requests(): readonly TappedRequest[] {
    return this.#ledger.requests;
  }

  requestsOf(api: ApiName): TappedRequest[] {
    return this.requests.filter((request) => request.api === api);
  }

  count(api?: ApiName): number {
    return this.#ledger.count(api);
  }

  batchesTo(topic: string): ProducedBatch[] {
    return this.requests.flatMap((request) =>
      (request.produce?.partitions ?? [])
        .filter((produced) => produced.topic === topic)
        .flatMap(({ partition, batches }) => batches.map((batch) => ({ ...batch, topic, partition, request }))),
    );
  }

  cut(): void {
    for (const door of this.#opened) door.cut();
  }

  goAway(): void {
    this.#away = true;
    this.cut();
  }

  comeBack(): void {
    this.#away = false;
  }

  delayAnswers(ms: number): void {
    this.#delayMs = ms;
  }

  fault(order: FaultOrder): StandingOrder {
    return this.#faults.add(order);
  }

  get faults(): readonly FallenFault[] {
    return this.#faults.fallen;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    const doors = await Promise.all(this.#doors.values());
    await Promise.all(doors.map((door) => door[Symbol.asyncDispose]()));
  }
}

/**
 * Starts a tap in front of the brokers of `connection`, on free ports of 127.0.0.1. Other brokers of the cluster get
 * theirs when a client learns of them. Dispose it to close everything. It must run in a process whose event loop is
 * free: a handler that computes for seconds in the same process holds up every client.
 */
export async function wireTap(connection: Connection, options: TapOptions = {}): Promise<WireTap> {
  return new Tap(connection, options).open();
}
