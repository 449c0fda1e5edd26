import { createHash } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { machineId } from '../../bin/machine-id.mjs';
import { projectRoot } from '../project.ts';

const dayMs = 86_400_000;

/**
 * Begins the names of a run's topics and groups: `wb-<who>-<when>`. A classroom's broker is shared, so it tells learners
 * and checkouts apart; it sorts by time.
 */
export function newRunPrefix(now: number = Date.now()): string {
  return `${learnerPrefix()}-${now.toString(36)}`;
}

/** Whether a topic or group is left from a run of this learner here that was cut off, a day ago or longer: JupyterLab stays open for hours. */
export function isStale(name: string, now: number = Date.now()): boolean {
  const learner = `${learnerPrefix()}-`;
  if (!name.startsWith(learner)) return false;
  const started = Number.parseInt(name.slice(learner.length).split('-', 1).join(), 36);
  return started < now - dayMs;
}

/** The part of the prefix that all runs of this learner in this checkout share. */
export function learnerPrefix(): string {
  const user =
    userName()
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
      .slice(0, 12) || 'learner';
  // Machines of a room may be copies of one disk, id included; their names differ. A Mac's name is not its own.
  const machine = process.platform === 'darwin' ? machineId() : `${hostname()} ${machineId()}`;
  const place = createHash('sha256').update(`${machine} ${projectRoot}`).digest('hex').slice(0, 4);
  return `wb-${user}-${place}`;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a user id without a name.
    return 'learner';
  }
}
