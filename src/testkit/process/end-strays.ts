import { readdirSync, readFileSync } from 'node:fs';

/** Names the run in the environment of all that learner code starts. */
export const runMark = 'WORKBOOK_RUN';

/**
 * Kills every process that carries this mark of a run, whoever its parent has become. For Linux without a PID namespace;
 * elsewhere it finds none. A process that has cleared its environment is not found.
 */
export function endStrays(mark: string): void {
  if (process.platform !== 'linux') return;
  for (const pid of readdirSync('/proc').map(Number)) {
    if (Number.isInteger(pid) && pid !== process.pid && carries(pid, mark)) kill(pid);
  }
}

function carries(pid: number, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(`${runMark}=${mark}`);
  } catch {
    return false;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Ended in the meantime.
  }
}
