/** An answer from behind its correlation id, and the request's kind and version, which it does not say itself. */
export interface Answer {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly bytes: Buffer;
}
