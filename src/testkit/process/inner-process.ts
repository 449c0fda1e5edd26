import { readdirSync, readFileSync } from 'node:fs';

/**
 * The number of the process that runs so many levels below another, each of them having started one; undefined where
 * there is none. Linux only.
 */
export function innerProcess(pid: number, levels: number): number | undefined {
  let at: number | undefined = pid;
  for (let level = 0; level < levels && at !== undefined; level += 1) at = childOf(at);
  return at;
}

function childOf(pid: number): number | undefined {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return children === '' ? undefined : Number(children.split(' ', 1).join());
  } catch {
    return readdirSync('/proc')
      .map(Number)
      .find((each) => parentOf(each) === pid);
  }
}

function parentOf(pid: number): number | undefined {
  if (!Number.isInteger(pid)) return undefined;
  try {
    // pid (name of the command, which may hold anything) state parent …
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1]);
  } catch {
    return undefined;
  }
}
