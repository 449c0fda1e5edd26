// What is said of a broker's answers that are errors, and of bytes that cannot be read, in English.

export const words = {
  leftOut: (topic: string, partition: number) => `The broker left ${topic}-${partition} out of its answer to a fetch.`,
  closed: 'the broker closed the connection',
  answered: (api: string, error: string, code: number, detail: string) =>
    `The broker answered ${api} with ${error} (${code})${detail}.`,
  unknownAcl: (kind: number) => `The broker answered with an ACL of the unknown kind ${kind}.`,
  batchFormat: (format: number) => `a record batch of format ${format}`,
  codec: (codec: number) => `compression codec ${codec}`,
  noLz4: 'These bytes are no LZ4 frame.',
  badMatch: 'A match reaches back behind the beginning.',
  short: (count: number, at: number, left: number) => `${count} bytes at ${at}, ${left} left`,
  longVarint: 'a varint of more than five bytes',
  longVarlong: 'a varint of more than ten bytes',
  badLength: (length: number, left: number) => `a length of ${length}, ${left} bytes left`,
} as const;
