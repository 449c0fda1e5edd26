import type { LabConnection } from '../../testkit/lab.ts';
import type { Patience } from '../../testkit/patience.ts';
import type { Isolation } from '../../testkit/process/isolation.ts';

/** What the grader tells a suite's process at its start. */
export interface WorkerOrders {
  readonly connection: LabConnection;
  readonly isolation: Isolation;
  /** Where a debugger is wanted, the learner's process waits for it. */
  readonly patience: Patience;
}

const name = 'WORKBOOK_WORKER';

export const workerOrders = (orders: WorkerOrders): NodeJS.ProcessEnv => ({ [name]: JSON.stringify(orders) });

export function readWorkerOrders(): WorkerOrders {
  return JSON.parse(process.env[name] ?? '');
}
