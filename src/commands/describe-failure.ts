import { fileTrouble } from '../text/file-trouble.ts';
import { text } from '../text/words.ts';
import { WorkbookError } from '../workbook-error.ts';
import type { ExitCode, Output } from './context.ts';

/** Tells why a command failed and returns its exit code. Anything but a WorkbookError and what the file system refuses is a bug, and shown with its stack. */
export function describeFailure(error: unknown, output: Output): ExitCode {
  const trouble = error instanceof WorkbookError ? error : fileTrouble(error);
  if (!trouble) {
    output.note(error instanceof Error ? (error.stack ?? error.message) : String(error));
    output.note(text.bug);
    return 3;
  }
  output.data({ error: trouble.message, next: trouble.next });
  output.note(output.paint('red', trouble.message));
  output.note(`${text.next} ${trouble.next}`);
  return error instanceof WorkbookError && error.fault === 'usage' ? 2 : 3;
}
