import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return ''; // closed since the folder was read
  }
}

/**
 * How many TCP connections this process has open to a port, native threads included, as Linux's /proc tells it:
 * the sockets among the process's files, looked up in the table of connections. Undefined on other systems.
 */
export function ownConnectionsTo(port: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const own = new Set(readdirSync('/proc/self/fd').map((file) => linkOf(join('/proc/self/fd', file))));
  const established = '01';
  return ['/proc/self/net/tcp', '/proc/self/net/tcp6']
    .flatMap((table) => readFileSync(table, 'utf8').trim().split('\n').slice(1))
    .map((row) => row.trim().split(/\s+/))
    .filter(([, , remote, state]) => state === established && parseInt(remote?.split(':')[1] ?? '', 16) === port)
    .filter((columns) => own.has(`socket:[${columns[9]}]`)).length;
}
