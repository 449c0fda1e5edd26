// How much longer the workbook's own waiting times are than usual: on a slow machine, and without an end while somebody
// stands at a breakpoint. A limit that a suite names is its task's, and is never longer, but for a debugger.

export interface Patience {
  /** By how much the workbook's own waiting times are longer; 1 is usual. */
  readonly factor: number;
  /** A debugger is there: nothing has a deadline. */
  readonly isDebugged: boolean;
}

let current: Patience = { factor: 1, isDebugged: false };

/** From now on, in this process. */
export function setPatience(patience: Patience): void {
  current = patience;
}

// The longest that a timer can wait: 24 days.
const forEver = 2 ** 31 - 1;

/** Milliseconds to wait: as long as was said, or as long as is usual here. */
export function patienceFor(said: number | undefined, usual: number): number {
  if (current.isDebugged) return forEver;
  return said ?? Math.round(usual * current.factor);
}
