// What a fault does to the request that it falls on.
import { errorCode } from '../../kafka/errors.ts';
import { apiKeys } from '../../kafka/frames/api-names.ts';
import type { Answer } from '../../kafka/frames/answer.ts';
import { Cursor } from '../../kafka/frames/cursor.ts';
import { readHeader } from '../../kafka/frames/read-request.ts';
import { refusal } from '../../kafka/frames/refuse.ts';
import { Writer } from '../../kafka/frames/writer.ts';
import type { Falling } from './faults.ts';
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
  /** What the broker gets instead of the request, with its length; where undefined, nothing, and the connection ends. */
  readonly bytes: Buffer | undefined;
  readonly waitMs?: number;
  readonly fate?: Fate;
  /** What the client sends behind this request does not reach the broker. */
  readonly isOver?: boolean;
}

/** @param whole the request with its length, `frame` without. */
export function strike({ fault, fell }: Falling, frame: Buffer, whole: Buffer): Strike {
  switch (fault.do) {
    case 'delay':
      fell(false);
      return { bytes: whole, waitMs: fault.ms };
    case 'lose-request':
      fell(false);
      return { bytes: undefined, isOver: true };
    case 'lose-answer':
      return { bytes: whole, fate: { kind: 'lose', fell }, isOver: true };
    case 'throttle': {
      const change = (answer: Answer): Buffer => throttled(answer, fault.ms);
      return { bytes: whole, fate: { kind: 'throttle', ms: fault.ms, change, fell } };
    }
    case 'refuse': {
      const cursor = new Cursor(frame);
      const header = readHeader(cursor);
      const answer = refusal(header, cursor, errorCode(fault.with));
      if (answer === undefined) return { bytes: whole };
      fell(false);
      return { bytes: harmless(header.correlationId), fate: { kind: 'replace', answer } };
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
