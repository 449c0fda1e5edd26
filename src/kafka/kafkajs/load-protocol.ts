import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Loads what kafkajs loads at the first use of each request: 150 small modules. In a process that waits for a suite
 * this costs nobody anything; in the first test it would count.
 */
export function loadProtocol(): void {
  const load = createRequire(import.meta.url);
  const requests = join(dirname(load.resolve('kafkajs')), 'src', 'protocol', 'requests');
  for (const api of readdirSync(requests, { withFileTypes: true })) {
    if (!api.isDirectory()) continue;
    // The newest version brings the older ones along.
    const versions = readdirSync(join(requests, api.name)).filter((name) => /^v\d+$/.test(name));
    const newest = Math.max(...versions.map((name) => Number(name.slice(1))));
    for (const half of ['request', 'response']) load(join(requests, api.name, `v${newest}`, half));
  }
}
