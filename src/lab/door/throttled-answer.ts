// An answer that tells a client that it is over its quota, as a broker's does (KIP-124, KIP-219).
import { apiKeys } from '../../kafka/frames/api-names.ts';
import type { Answer } from '../../kafka/frames/answer.ts';
import { Writer } from '../../kafka/frames/writer.ts';
import { passProduced } from './broker-addresses.ts';
import { Rewriter } from './rewriter.ts';

/** The answer to a Produce or Fetch with another throttle time. Throws `UnreadableMessage`. */
export function throttled({ apiKey, apiVersion, bytes }: Answer, ms: number): Buffer {
  const message = new Rewriter(bytes, (address) => address);
  const { cursor } = message;
  if (apiKey === apiKeys.produce) passProduced(cursor, apiVersion);
  else cursor.tags(apiVersion >= 12); // of the header
  const start = cursor.at;
  cursor.int32();
  message.replaceFrom(start, new Writer().int32(ms));
  return message.finish();
}
