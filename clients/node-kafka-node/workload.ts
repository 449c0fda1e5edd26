// What a measurement is to do, as the caller says it.
import { readFileSync } from 'node:fs';

export interface Workload {
  seconds: number;
  warmupSeconds: number;
  records: number | null;
  recordBytes: number;
  keys: number;
  acks: 'all' | '1' | '0';
  idempotence: boolean;
  inFlight: number;
  batchBytes: number;
  lingerMs: number;
  compression: string;
  rate: number;
  handlerMs: number;
  fetchAgainMs?: number;
}

export const workload = JSON.parse(process.env.WORKLOAD ?? '{}') as Workload;
export const acks = { all: -1, '1': 1, '0': 0 }[workload.acks] ?? -1;
export const plain = process.env.STYLE === 'plain';

/** How many records one `send` is given where a batch is the array that the program hands over. */
export const perSend = plain ? 1 : Math.max(1, Math.floor(workload.batchBytes / workload.recordBytes));

/** Returns what gives one record after the other, and begins again at the end of the payloads. */
export function makeRecords(): () => { key: string | null; value: Buffer } {
  const payloads = readFileSync(process.env.PAYLOADS_FILE ?? '');
  const count = Math.floor(payloads.length / workload.recordBytes);
  let sent = 0;
  return () => {
    const start = (sent % count) * workload.recordBytes;
    const value = payloads.subarray(start, start + workload.recordBytes);
    const key = workload.keys > 0 ? `key-${sent % workload.keys}` : null;
    sent++;
    return { key, value };
  };
}
