/** What was wrong, by whose doing: decides the exit code of the command that fails with it. */
export type Fault = 'usage' | 'environment';

/**
 * An error that a learner can act on: one sentence, and the next step.
 * Anything else that reaches the command line is a bug of the workbook and is shown with its stack.
 */
export class WorkbookError extends Error {
  override readonly name = 'WorkbookError';
  /** The command to type or the thing to do next. */
  readonly next: string;
  readonly fault: Fault;

  constructor(message: string, options: { next: string; fault?: Fault; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.next = options.next;
    this.fault = options.fault ?? 'environment';
  }
}
