// Which processes a process has started, and they in turn. By ps: not on Windows.
import { ask } from '../processes/ask.ts';

export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** With its arguments. */
  readonly command: string;
}

/** All that a process has started and that still runs. */
export async function processesBelow(pid: number): Promise<readonly Process[]> {
  return descendants(await processes(), pid);
}

async function processes(): Promise<Process[]> {
  const { stdout } = await ask('ps', ['-eo', 'pid=,ppid=,args=']);
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

function descendants(all: readonly Process[], ancestor: number): Process[] {
  const children = all.filter(({ parent }) => parent === ancestor);
  return children.flatMap((child) => [child, ...descendants(all, child.pid)]);
}
