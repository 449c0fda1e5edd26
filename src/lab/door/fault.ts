// The words for what a door is to do wrong: `{ on: 'Produce', nth: 1, do: 'lose-answer' }`.
import type { ApiName } from '../../kafka/frames/api-names.ts';
import type { KafkaErrorName } from '../../kafka/errors.ts';
import type { TappedRequest } from './ledger.ts';

/** Which of those that fit: `nth`, counted from the order on, and `times` of them in a row. */
interface Which {
  /** The first where not said. */
  readonly nth?: number;
  /** 1 where not said; `Infinity` for all of them, until the order is lifted. */
  readonly times?: number;
  /** Only what a client of this id sends. */
  readonly clientId?: string;
}

/** Requests of one kind; of Produce, all that carry a record for this topic, or with this key. */
type OnRequests =
  | (Which & { readonly on: 'Produce'; readonly topic?: string; readonly key?: string })
  | (Which & {
      readonly on: 'InitProducerId';
      /** Only those that take a transactional id over, or only those that do not. */
      readonly transactional?: boolean;
    })
  | (Which & { readonly on: Exclude<ApiName, 'Produce' | 'InitProducerId'> });

/** What befalls a request. */
export type RequestFault =
  /** The broker gets it late, and everything after it on its connection too. */
  | { readonly do: 'delay'; readonly ms: number }
  /** The broker gets it, and everything after it on its connection, when the order is lifted; also where the client has died meanwhile. */
  | { readonly do: 'hold' }
  /** The connection is reset before the broker has it. */
  | { readonly do: 'lose-request' }
  /** The broker gets it and answers; the door keeps the answer and resets the connection. The broker gets nothing behind it. */
  | { readonly do: 'lose-answer' }
  /** The answer says that the client is over its quota, and the broker takes nothing more from it for that long. Produce and Fetch. */
  | { readonly do: 'throttle'; readonly ms: number }
  /** The client is answered with this error, and the broker never had the request. */
  | { readonly do: 'refuse'; readonly with: KafkaErrorName };

/** A connection that is reset as soon as it is there. */
interface ConnectionFault extends Omit<Which, 'clientId'> {
  readonly on: 'connection';
  readonly do: 'refuse';
}

export type FaultOrder = (OnRequests & RequestFault) | ConnectionFault;

/** A fault that fell. */
export interface FallenFault {
  /** Milliseconds since 1970, with fractions. */
  readonly at: number;
  readonly order: FaultOrder;
  /** Undefined for a connection. */
  readonly request: TappedRequest | undefined;
  /** True once the broker has answered the request, so that it certainly has done what was asked. */
  readonly brokerHadIt: boolean;
}

/** An order that was given. */
export interface StandingOrder {
  /** How often its fault has fallen. */
  readonly fallen: number;
  /** No more of it; what it holds goes on to the broker. */
  lift(): void;
}
