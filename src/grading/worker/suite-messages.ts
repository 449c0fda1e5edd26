// What the grader and a suite's process say to each other beside vitest's own messages.
import type { Closed } from '../../testkit/process/close-folders.ts';
import type { SubjectEnding } from '../../testkit/process/ending.ts';

/** To the suite's process, before vitest's. */
export type ToSuite =
  | {
      workbook: 'load';
      /** Absolute path of the suite. */
      suite: string;
      /** Absolute path of the file under test. */
      subject: string;
      closed: Closed;
      /** Whether to start the next process for a file under test now, while this one works. */
      hurry: boolean;
    }
  /** The run is over; `next` says whether there will be another. */
  | { workbook: 'over'; next: boolean }
  /** Nothing more will come. */
  | { workbook: 'leave' };

export type FromSuite =
  { workbook: 'warm' } | { workbook: 'debugger'; url: string } | { workbook: 'ended'; ending: SubjectEnding };

// Both ends are ours: the mark tells these messages from vitest's.
const isMarked = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'workbook' in message;

export const isToSuite = (message: unknown): message is ToSuite => isMarked(message);
export const isFromSuite = (message: unknown): message is FromSuite => isMarked(message);
