// What a source of brokers answers.
import type { Broker } from './broker.ts';
import type { Jit } from './jvm-flags.ts';

/** Why a source has no broker, as part of a sentence, and what would give it one. */
export interface NotHere {
  readonly reason: string;
  readonly next: string;
}

/** A source finds a broker, says why there is none here, or throws a WorkbookError: it is here, but broken. */
export type Finding = { readonly broker: Broker } | { readonly notHere: NotHere };

/** What the sources are told. */
export interface FindRequest {
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly jit: Jit;
  readonly signal: AbortSignal;
  /** The port to start a broker on; undefined for any free one. */
  readonly port: number | undefined;
  readonly onProgress: (text: string) => void;
}
