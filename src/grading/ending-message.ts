import { en } from './en.ts';
import type { Place } from './learner-message.ts';
import type { Ending } from './run-report.ts';

/** One sentence on why a run ended before its suite did. */
export function endingMessage(ending: Ending, { fileName }: Place): string {
  switch (ending.kind) {
    case 'stuck':
      return en.stuck(ending.seconds, fileName, ending.line);
    case 'output':
      return en.tooMuchOutput(ending.megabytes, fileName, ending.line);
    case 'memory':
      return en.outOfMemory(ending.megabytes);
    case 'unstarted':
      return en.unstarted(ending.reason);
    case 'deadline':
      return en.deadline(ending.seconds);
    case 'stopped':
      return en.stopped;
    case 'harness':
      return en.harness(ending.reason);
    case 'unlinked':
      return en.unlinked;
    case 'exited':
      if (ending.lastWords.includes('heap out of memory')) return en.outOfMemory(undefined);
      return en.crashed(ending.signal ? en.crashedBySignal(ending.signal) : en.crashedWithCode(ending.code ?? 0));
  }
}
