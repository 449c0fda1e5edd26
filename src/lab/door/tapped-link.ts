// One client's connection: what the tap reads from it, what it changes on the way back, and what it does wrong on purpose.
import { apiKeys, apiName } from '../../kafka/frames/api-names.ts';
import type { Address } from '../../kafka/connection.ts';
import type { Answer } from '../../kafka/frames/answer.ts';
import { Cursor, ifReadable } from '../../kafka/frames/cursor.ts';
import { readBody, readHeader, type RequestHeader } from '../../kafka/frames/read-request.ts';
import { topicNames } from '../../kafka/frames/topic-names.ts';
import type { AnswerHandler } from './answer-stream.ts';
import type { Faults } from './faults.ts';
import { now, type Ledger, type OpenConnection, type OpenRequest } from './ledger.ts';
import type { Passage, RequestHandler } from './request-stream.ts';
import { brokersIn, isReadable, isRewritten, rewriteAnswer } from './rewrite-answer.ts';
import { strike, type Fate, type Strike } from './strike.ts';
import { doorText } from './words.ts';

/** Gives the tap's own address for a broker's, listening there first if it does not yet. */
export type StandIn = (broker: Address) => Promise<Address>;

export interface LinkSetting {
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly standIn: StandIn;
}

/** A request that waits for its answer, and what is to become of that. */
interface Waiting {
  readonly request: OpenRequest;
  readonly fate: Fate | undefined;
}

export class TappedLink implements AnswerHandler, RequestHandler {
  readonly connection: OpenConnection;
  readonly #setting: LinkSetting;
  readonly #hangUp: () => void;
  /** By correlation id. */
  readonly #waiting = new Map<number, Waiting>();
  /** The broker gets no more from this client: the connection is about to end. */
  #isOver = false;
  #mutedUntil = 0;

  /** @param hangUp resets the connection as soon as the answers before have reached the client. */
  constructor(connection: OpenConnection, setting: LinkSetting, hangUp: () => void) {
    this.connection = connection;
    this.#setting = setting;
    this.#hangUp = hangUp;
  }

  sends(bytes: number): void {
    this.connection.bytesSent += bytes;
  }

  receives(bytes: number): void {
    this.connection.bytesReceived += bytes;
  }

  lost(): void {
    this.connection.problem ??= doorText.notKafka;
  }

  /** Notes who hung up first. */
  endedBy(side: 'client' | 'broker' | 'tap', problem?: string): void {
    this.#setting.ledger.close(this.connection, side, problem);
  }

  holds(): boolean {
    return this.#isOver || this.#mutedUntil > now() || this.#setting.faults.areOrdered();
  }

  request(frame: Buffer, hasBegun: boolean): Passage | undefined {
    const cursor = new Cursor(frame);
    const header = ifReadable(() => readHeader(cursor));
    if (header === undefined) return undefined;
    const request = this.#record(header, cursor);
    // After version 0 of the handshake come tokens that are not Kafka requests. Nobody has sent it since 2018.
    if (header.apiKey === apiKeys.saslHandshake && header.apiVersion === 0) return undefined;
    if (this.#isOver) return nothing;
    // An order falls on what begins to come in after it.
    const falling = hasBegun ? undefined : this.#setting.faults.of(request, frame);
    return this.#passage(header, request, falling && strike(falling, frame));
  }

  #passage({ correlationId }: RequestHeader, request: OpenRequest, struck: Strike = {}): Passage {
    const { gets = 'request', waitMs = 0, until, fate, isOver = false } = struck;
    const isAnswered = request.produce?.acks !== 0 && gets !== 'nothing';
    if (isAnswered) this.#waiting.set(correlationId, { request, fate });
    this.#isOver = isOver;
    if (gets === 'nothing') this.#hangUp();
    const notBefore = Math.max(this.#mutedUntil, waitMs > 0 ? now() + waitMs : 0);
    return { gets, notBefore, until };
  }

  arrives(correlationId: number): boolean {
    const waiting = this.#waiting.get(correlationId);
    if (waiting === undefined) return false;
    const { request, fate } = waiting;
    if (fate?.kind !== 'replace') request.roundTripMs = now() - request.at;
    const held = fate !== undefined || isRewritten(request);
    if (!held) this.#waiting.delete(correlationId);
    return held;
  }

  async rewrite(correlationId: number, bytes: Buffer): Promise<Buffer | undefined> {
    const waiting = this.#waiting.get(correlationId);
    this.#waiting.delete(correlationId);
    if (waiting === undefined) return bytes;
    const { request, fate } = waiting;
    if (fate?.kind === 'replace') return fate.answer;
    if (fate?.kind === 'lose') {
      fate.fell(true);
      this.#hangUp();
      return undefined;
    }
    const { apiKey, apiVersion } = request;
    const own = isRewritten(request) ? await this.#withOwnAddresses({ apiKey, apiVersion, bytes }) : bytes;
    if (fate === undefined) return own;
    this.#mutedUntil = now() + fate.ms;
    fate.fell(true);
    return ifReadable(() => fate.change({ apiKey, apiVersion, bytes: own })) ?? own;
  }

  async #withOwnAddresses(answer: Answer): Promise<Buffer> {
    const { ledger, standIn } = this.#setting;
    const brokers = ifReadable(() => brokersIn(answer));
    if (brokers === undefined) {
      const { apiKey, apiVersion } = answer;
      this.connection.problem ??= doorText.unreadable(apiName(apiKey), apiVersion);
      return answer.bytes;
    }
    ledger.learnTopics(ifReadable(() => topicNames(answer)) ?? new Map());
    const standIns = await Promise.all(brokers.map((broker) => standIn(broker)));
    // The same walk again meets the same brokers in the same order.
    return rewriteAnswer(answer, (broker) => standIns.shift() ?? broker);
  }

  #record(header: RequestHeader, cursor: Cursor): OpenRequest {
    const { ledger } = this.#setting;
    const { produce, fetch, joinGroup, software } = readBody(cursor, header, (id) => ledger.topicName(id));
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
    ledger.add(request, this.connection);
    if (!isReadable(request)) this.connection.problem ??= doorText.unknown(request.api, request.apiVersion);
    return request;
  }
}

const nothing: Passage = { gets: 'nothing', notBefore: 0 };
