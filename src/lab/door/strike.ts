// What a fault does to the request that it falls on.
import { errorCode } from '../../kafka/errors.ts';
import { apiKeys } from '../../kafka/frames/api-names.ts';
import type { Answer } from '../../kafka/frames/answer.ts';
import { Cursor } from '../../kafka/frames/cursor.ts';
import { readHeader } from '../../kafka/frames/read-request.ts';
import { refusal } from '../../kafka/frames/refuse.ts';
import { Writer } from '../../kafka/frames/writer.ts';
import type { Falling } from './faults.ts';
import type { Passage } from './request-stream.ts';
import { throttled } from './throttled-answer.ts';

/** What is to become of an answer. */
export type Fate =
  /** It is kept, and the connection ends. */
  | { readonly kind: 'lose'; fell(brokerHadIt: boolean): void }
  /** The client gets this one in its place. */
  | { readonly kind: 'replace'; readonly answer: Buffer }
  /** The client gets it changed, and the broker gets nothing from it for a while. */
  | {
      readonly kind: 'throttle';
      readonly ms: number;
      change(answer: Answer): Buffer;
      fell(brokerHadIt: boolean): void;
    };

export interface Strike {
  /** What the broker gets: the request where not said; `nothing` ends the connection. */
  readonly gets?: Passage['gets'];
  readonly waitMs?: number;
  /** The broker gets it when this resolves. */
  readonly until?: Promise<void>;
  readonly fate?: Fate;
  /** What the client sends behind this request does not reach the broker. */
  readonly isOver?: boolean;
}

/** @param frame the request without its length. */
export function strike({ fault, fell, lifted }: Falling, frame: Buffer): Strike {
  switch (fault.do) {
    case 'delay':
      fell(false);
      return { waitMs: fault.ms };
    case 'hold':
      fell(false);
      return { until: lifted };
    case 'lose-request':
      fell(false);
      return { gets: 'nothing', isOver: true };
    case 'lose-answer':
      return { fate: { kind: 'lose', fell }, isOver: true };
    case 'throttle': {
      const change = (answer: Answer): Buffer => throttled(answer, fault.ms);
      return { fate: { kind: 'throttle', ms: fault.ms, change, fell } };
    }
    case 'refuse': {
      const cursor = new Cursor(frame);
      const header = readHeader(cursor);
      const answer = refusal(header, cursor, errorCode(fault.with));
      if (answer === undefined) return {};
      fell(false);
      return { gets: harmless(header.correlationId), fate: { kind: 'replace', answer } };
    }
  }
}

/**
 * A request without any effect, of the oldest version of ApiVersions. It goes to the broker in the place of one that is
 * refused: its answer comes when the refused one's would have, so that answers keep their order.
 */
function harmless(correlationId: number): Buffer {
  const request = new Writer().int16(apiKeys.apiVersions).int16(0).int32(correlationId).int16(-1).bytes();
  return new Writer().int32(request.length).raw(request).bytes();
}
