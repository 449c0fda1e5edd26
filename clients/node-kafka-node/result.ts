export interface Result {
  evidence: Record<string, unknown>;
  settings?: Record<string, unknown>;
  extra?: string[];
}

/** The client has no such thing; the message is where that is said. */
export class NotOffered extends Error {}
