import { words } from './words.ts';
import type { Place } from './learner-message.ts';
import type { Ending } from './run-report.ts';

/** One sentence on why a run ended before its suite did. */
export function endingMessage(ending: Ending, { fileName }: Place): string {
  switch (ending.kind) {
    case 'stuck':
      return words.stuck(ending.seconds, fileName, ending.line);
    case 'output':
      return words.tooMuchOutput(ending.megabytes, fileName, ending.line);
    case 'memory':
      return words.outOfMemory(ending.megabytes);
    case 'unstarted':
      return words.unstarted(ending.reason);
    case 'deadline':
      return words.deadline(ending.seconds);
    case 'stopped':
      return words.stopped;
    case 'harness':
      return words.harness(ending.reason);
    case 'unlinked':
      return words.unlinked;
    case 'exited':
      if (ending.lastWords.includes('heap out of memory')) return words.outOfMemory(undefined);
      return words.crashed(
        ending.signal ? words.crashedBySignal(ending.signal) : words.crashedWithCode(ending.code ?? 0),
      );
  }
}
