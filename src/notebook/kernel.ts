// What the notebook kernel offers to the code of cells (kernel/start.cjs), and nothing where there is no kernel:
// `node notebooks/01-connections.ts` runs the same code without one.

/** A piece of output in several forms by media type; a front end shows the richest that it knows. */
export type Bundle = Readonly<Record<string, unknown>>;

export interface Kernel {
  /** Shows a bundle in the cell that runs; with `update`, in place of what was shown under the same id. */
  show(bundle: Bundle, id?: string, update?: boolean): void;
  /** Runs the work at shutdown, restart or interrupt; the function returned takes it back. */
  onEnd(work: () => unknown): () => void;
  /** Runs now what waits for the end. */
  cleanUp(): Promise<void>;
  /** Aborts when the running cell is interrupted. */
  stopSignal(): AbortSignal | undefined;
}

declare global {
  // oxlint-disable-next-line no-var -- nothing else declares a property of globalThis
  var workbookKernel: Kernel | undefined;
}

/** The kernel that this code runs in. */
export function currentKernel(): Kernel | undefined {
  return globalThis.workbookKernel;
}
