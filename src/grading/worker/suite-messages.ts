// What the grader and a suite's process say to each other beside vitest's own messages.
import type { Closed } from '../../testkit/process/close-folders.ts';
import type { NodeOrder } from '../../lab/cluster/cluster.ts';
import type { Phase } from '../../lab/phase.ts';
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
  /** An order is carried out, or why it could not be. */
  | { workbook: 'ordered'; ask: number; error?: string }
  /** Nothing more will come. */
  | { workbook: 'leave' };

/** What a suite has done to one of the brokers of its cluster. */
export interface BrokerOrder {
  readonly ask: number;
  readonly broker: number;
  readonly does: NodeOrder;
}

export type FromSuite =
  | { workbook: 'warm' }
  | { workbook: 'debugger'; url: string }
  | { workbook: 'ended'; ending: SubjectEnding }
  | ({ workbook: 'order' } & BrokerOrder)
  | { workbook: 'phase'; phase: Phase };

// Both ends are ours: the mark tells these messages from vitest's.
const isMarked = (message: unknown): boolean =>
  typeof message === 'object' && message !== null && 'workbook' in message;

export const isToSuite = (message: unknown): message is ToSuite => isMarked(message);
export const isFromSuite = (message: unknown): message is FromSuite => isMarked(message);
