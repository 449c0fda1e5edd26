// A process that owns a broker until it is killed, for tests of what is left of it then.
// argv: the source, or `cluster`. It prints one line of JSON when the broker is ready. After SIGINT it asks the broker once more, as an
// owner does that closes its clients, prints the cluster id, and ends.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startCluster } from '../cluster/cluster.ts';
import { startBroker } from './find-broker.ts';
import { clusterIdOf } from '../../kafka/client.ts';

const [, , what] = process.argv;
const broker =
  what === 'cluster'
    ? await startCluster({ signal: new AbortController().signal })
    : await startBroker(what === 'container' ? 'container' : 'embedded', {});
const guard: unknown = JSON.parse(readFileSync(join(broker.run.folder, 'guard.json'), 'utf8'));
const alive = setInterval(() => undefined, 60_000);

process.once('SIGINT', () => {
  clearInterval(alive);
  void (async () => {
    await using owned = broker;
    // Long enough for a broker that had heard the signal to be gone.
    await delay(300);
    console.log(await clusterIdOf(owned.connection));
  })();
});

console.log(JSON.stringify({ folder: broker.run.folder, clusterId: broker.clusterId, guard }));
