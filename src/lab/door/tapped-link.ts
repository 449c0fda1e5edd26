// One client's connection: what the tap reads from it and what it changes on the way back.
import { apiKeys, apiName } from '../../kafka/frames/api-names.ts';
import type { Address } from '../../kafka/connection.ts';
import type { AnswerHandler } from './answer-stream.ts';
import { Cursor, ifReadable } from '../../kafka/frames/cursor.ts';
import { FrameReader } from '../../kafka/frames/frame-reader.ts';
import { now, type Ledger, type OpenConnection, type OpenRequest } from './ledger.ts';
import { readBody, readHeader, type RequestHeader } from '../../kafka/frames/read-request.ts';
import { brokersIn, isReadable, isRewritten, rewriteAnswer } from './rewrite-answer.ts';
import { topicNames } from '../../kafka/frames/topic-names.ts';

/** Gives the tap's own address for a broker's, listening there first if it does not yet. */
export type StandIn = (broker: Address) => Promise<Address>;

export class TappedLink implements AnswerHandler {
  readonly connection: OpenConnection;
  readonly #ledger: Ledger;
  readonly #standIn: StandIn;
  readonly #reader = new FrameReader((frame) => this.#request(frame));
  /** Requests that wait for an answer, by correlation id. */
  readonly #waiting = new Map<number, OpenRequest>();

  constructor(connection: OpenConnection, ledger: Ledger, standIn: StandIn) {
    this.connection = connection;
    this.#ledger = ledger;
    this.#standIn = standIn;
  }

  /** Reads what the client sends, before the broker gets it. */
  sends(chunk: Buffer): void {
    this.connection.bytesSent += chunk.length;
    this.#reader.push(chunk);
    if (this.#reader.lost) this.connection.problem ??= 'What the client sends is not Kafka.';
  }

  receives(bytes: number): void {
    this.connection.bytesReceived += bytes;
  }

  /** Notes who hung up first. */
  endedBy(side: 'client' | 'broker' | 'tap', problem?: string): void {
    this.#ledger.close(this.connection, side, problem);
  }

  arrives(correlationId: number): boolean {
    const request = this.#waiting.get(correlationId);
    if (request === undefined) return false;
    request.roundTripMs = now() - request.at;
    const held = isRewritten(request);
    if (!held) this.#waiting.delete(correlationId);
    return held;
  }

  async rewrite(correlationId: number, bytes: Buffer): Promise<Buffer> {
    const request = this.#waiting.get(correlationId);
    this.#waiting.delete(correlationId);
    if (request === undefined) return bytes;
    const answer = { apiKey: request.apiKey, apiVersion: request.apiVersion, bytes };
    const brokers = ifReadable(() => brokersIn(answer));
    if (brokers === undefined) {
      this.connection.problem ??= `The tap cannot read an answer to ${request.api} ${request.apiVersion}.`;
      return bytes;
    }
    this.#ledger.learnTopics(ifReadable(() => topicNames(answer)) ?? new Map());
    const standIns = await Promise.all(brokers.map((broker) => this.#standIn(broker)));
    // The same walk again meets the same brokers in the same order.
    return rewriteAnswer(answer, (broker) => standIns.shift() ?? broker);
  }

  #request(frame: Buffer): void {
    const cursor = new Cursor(frame);
    const header = ifReadable(() => readHeader(cursor));
    if (header === undefined) this.#reader.giveUp();
    else this.#record(header, cursor);
  }

  #record(header: RequestHeader, cursor: Cursor): void {
    const { produce, fetch, joinGroup, software } = readBody(cursor, header, (id) => this.#ledger.topicName(id));
    const request: OpenRequest = {
      at: now(),
      connection: this.connection,
      api: apiName(header.apiKey),
      apiKey: header.apiKey,
      apiVersion: header.apiVersion,
      clientId: header.clientId,
      bytes: 4 + cursor.bytes.length,
      produce,
      fetch,
      joinGroup,
      roundTripMs: undefined,
    };
    if (software !== undefined) this.connection.software = software;
    this.#ledger.add(request, this.connection);
    // After version 0 of the handshake come tokens that are not Kafka requests. Nobody has sent it since 2018.
    if (header.apiKey === apiKeys.saslHandshake && header.apiVersion === 0) this.#reader.giveUp();
    if (!isReadable(request)) this.connection.problem ??= `The tap does not know ${request.api} ${request.apiVersion}.`;
    if (produce?.acks !== 0) this.#waiting.set(header.correlationId, request);
  }
}
