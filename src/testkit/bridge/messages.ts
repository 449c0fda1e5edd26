// What the two processes say to each other. `Subject…` is what the learner's process may say; wire-schema.ts holds it
// against this. Nothing about tests is among it: no verdict crosses.

import type { Closed } from '../process/close-folders.ts';
import type { TestOrders } from '../test-run.ts';

/** A value on its way: a plain clone, and beside it what cannot be cloned, with the place where it belongs. */
export interface Packed {
  readonly v: unknown;
  readonly refs?: readonly Ref[] | undefined;
}

export type Path = readonly (string | number)[];

/** Ids are counted by whoever gives; `own-…` is something of the receiver's that comes back. */
export type Ref =
  | { path: Path; kind: 'function'; id: number; name: string }
  | { path: Path; kind: 'own-function'; id: number }
  | { path: Path; kind: 'signal'; id: number; aborted: boolean; reason?: Packed | undefined }
  | { path: Path; kind: 'error'; error: PackedError }
  | { path: Path; kind: 'own-error'; id: number };

export interface PackedError {
  readonly id: number;
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly cause?: Packed | undefined;
  readonly errors?: readonly Packed[] | undefined;
  /** Its other own properties that are texts, numbers and the like: `code`, `type`, `retriable`. */
  readonly more: Readonly<Record<string, Primitive>>;
}

export type Primitive = string | number | boolean | bigint | null | undefined;

/** Why a value cannot cross. */
export type Refusal = { readonly at: string; readonly why: 'symbol' | 'itself' | 'depth' | 'clone' | 'size' };

export type Answer =
  | { t: 'return'; id: number; value: Packed }
  | { t: 'throw'; id: number; error: Packed }
  | { t: 'refuse'; id: number; refusal: Refusal };

/** `result` and `method`: of what another call returned, asked before it was there. */
export type Target = { name: string } | { fn: number } | { result: number; method: string };

export type Call = { t: 'call'; id: number; target: Target; args: readonly Packed[]; oneWay?: boolean | undefined };
export type Abort = { t: 'abort'; signal: number; reason: Packed };

export type ToSubject = Answer | Call | Abort | Load | Tests | { t: 'ping'; n: number } | { t: 'block'; ms: number };

export interface Load {
  readonly t: 'load';
  readonly id: number;
  /** URL of the file under test. */
  readonly url: string;
  /** Folders that the file may not read: other people's answers. */
  readonly closed: Closed;
  /** Whether to wait for a debugger before the file is loaded. */
  readonly inspect?: boolean | undefined;
}

/** Tests that an export registers when it is called are to be run; the answer is a TestRun. */
export interface Tests {
  readonly t: 'tests';
  readonly id: number;
  readonly name: string;
  readonly args: readonly Packed[];
  readonly orders: TestOrders;
}

export type FromSubject =
  | Answer
  | (Call & { target: { fn: number } })
  | Abort
  | { t: 'warm'; pid: number }
  | { t: 'print'; stream: 'out' | 'err'; text: string }
  | { t: 'uncaught'; error: Packed }
  | { t: 'pong'; n: number }
  | { t: 'debugger'; url: string };

/** An export of the file under test; a function is called by its name, anything else is here, if it can be cloned. */
export type Exported = { name: string; kind: 'function' | 'value'; value?: unknown };
