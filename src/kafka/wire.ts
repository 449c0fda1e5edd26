// A few of Kafka's requests, spoken directly. No client library asks "is this coordinator loaded?" without joining a group
// or beginning a transaction, and their retries wait 300 ms where a starting broker needs 10.
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';

/** What a request's body is, how its errors read: see kafka.apache.org/protocol. */
export interface WireRequest {
  readonly apiKey: number;
  readonly version: number;
  /** Flexible versions carry tagged fields in both headers. */
  readonly flexible: boolean;
  readonly body: Buffer;
  /** Finds the error code in the answer's body. */
  errorCode(answer: Buffer): number;
}

export const apiVersions: WireRequest = {
  apiKey: 18,
  version: 0,
  flexible: false,
  body: Buffer.alloc(0),
  errorCode: (answer) => answer.readInt16BE(0),
};

/** Asks for a block of producer ids, as an idempotent producer does. */
export const initProducerId: WireRequest = {
  apiKey: 22,
  version: 1,
  flexible: false,
  body: Buffer.concat([int16(-1), int32(1_000)]),
  errorCode: (answer) => answer.readInt16BE(4),
};

export type CoordinatorKind = 'group' | 'transaction' | 'share';
const keyTypes: Readonly<Record<CoordinatorKind, number>> = { group: 0, transaction: 1, share: 2 };

/** Asks who coordinates a key. The broker makes the internal topic of that kind when it is missing. */
export function findCoordinator(kind: CoordinatorKind, key: string): WireRequest {
  return {
    apiKey: 10,
    version: 6,
    flexible: true,
    body: Buffer.concat([Buffer.from([keyTypes[kind], 2]), compactString(key), Buffer.from([0])]),
    // Throttle time, array length, key, node id, host, port, and then the error.
    errorCode(answer) {
      const host = 5 + 1 + key.length + 4;
      return answer.readInt16BE(host + Math.max(answer.readUInt8(host), 1) + 4);
    },
  };
}

/** An unknown group is no error, if its coordinator is loaded. */
export function describeGroup(groupId: string): WireRequest {
  return {
    apiKey: 15,
    version: 0,
    flexible: false,
    body: Buffer.concat([int32(1), int16(groupId.length), Buffer.from(groupId)]),
    errorCode: (answer) => answer.readInt16BE(4),
  };
}

const transactionalIdNotFound = 105;

/** An unknown transactional id is the wanted answer: only a loaded coordinator knows that it is unknown. */
export function describeTransaction(transactionalId: string): WireRequest {
  return {
    apiKey: 65,
    version: 0,
    flexible: true,
    body: Buffer.concat([Buffer.from([2]), compactString(transactionalId), Buffer.from([0])]),
    errorCode(answer) {
      const code = answer.readInt16BE(5);
      return code === transactionalIdNotFound ? 0 : code;
    },
  };
}

/** Asks for the cluster's id: `clusterIdIn` reads it from the answer. */
export const describeCluster: WireRequest = {
  apiKey: 60,
  version: 0,
  flexible: true,
  body: Buffer.from([0, 0]),
  errorCode: (answer) => answer.readInt16BE(4),
};

/** Without an error its message is null, one byte; the id follows, after its length plus one. */
export function clusterIdIn(answer: Buffer): string {
  return answer.toString('utf8', 8, 8 + answer.readUInt8(7) - 1);
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

/** Only for texts of less than 127 bytes, whose length takes one byte. */
function compactString(text: string): Buffer {
  return Buffer.concat([Buffer.from([text.length + 1]), Buffer.from(text)]);
}

/** A connection to one broker. Requests may be sent side by side; the broker answers them in order. */
export class Wire implements Disposable {
  readonly #socket: Socket;
  readonly #waiting: { request: WireRequest; resolve: (answer: Buffer) => void; reject: (reason: unknown) => void }[] =
    [];
  #received = Buffer.alloc(0);

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes) => this.#take(bytes));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the broker closed the connection')));
  }

  /** Rejects when nothing listens there. An abort of the signal closes the connection, also later. */
  static async open(host: string, port: number, signal: AbortSignal): Promise<Wire> {
    const socket = connect({ host, port, signal, noDelay: true });
    // `once` listens until the signal aborts; the socket's own word of that comes later, and unheard it would end the process.
    socket.on('error', () => {});
    await once(socket, 'connect', { signal });
    return new Wire(socket);
  }

  /** Sends a request and takes the body of its answer. */
  ask(request: WireRequest): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      const header = [int16(request.apiKey), int16(request.version), int32(0), int16(8), Buffer.from('workbook')];
      const rest = [...header, ...(request.flexible ? [Buffer.from([0])] : []), request.body];
      const message = Buffer.concat(rest);
      this.#socket.write(Buffer.concat([int32(message.length), message]));
    });
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    while (this.#received.length >= 4 && this.#received.length >= 4 + this.#received.readInt32BE(0)) {
      const end = 4 + this.#received.readInt32BE(0);
      const next = this.#waiting.shift();
      next?.resolve(this.#received.subarray(next.request.flexible ? 9 : 8, end));
      this.#received = this.#received.subarray(end);
    }
  }

  #fail(reason: unknown): void {
    for (const each of this.#waiting.splice(0)) each.reject(reason);
  }
}
