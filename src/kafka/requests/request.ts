// What a request of ours is, whoever carries it: a bare connection (`wire.ts`) or kafkajs' (`kafkajs/ask.ts`).
// Bodies and versions: https://kafka.apache.org/protocol
import type { ApiName } from '../frames/api-names.ts';
import { Cursor } from '../frames/cursor.ts';

export interface KafkaRequest<Answer> {
  readonly api: ApiName;
  readonly apiKey: number;
  readonly apiVersion: number;
  /** Flexible versions carry tagged fields at the end of both headers. */
  readonly flexible: boolean;
  /** The request from behind its header. */
  readonly body: Buffer;
  /** Reads the answer from behind its header. Throws `UnreadableMessage` where it has not the shape of the version. */
  read(answer: Cursor): Answer;
}

/** Reads an answer from behind its correlation id. */
export function readAnswer<Answer>(request: KafkaRequest<Answer>, bytes: Buffer): Answer {
  const cursor = new Cursor(bytes);
  cursor.tags(request.flexible);
  return request.read(cursor);
}

/** The bytes between a request's client id and its body: the header's tagged fields, of which there are none. */
export const headerTags = ({ flexible }: Pick<KafkaRequest<unknown>, 'flexible'>): Buffer =>
  Buffer.alloc(flexible ? 1 : 0);
