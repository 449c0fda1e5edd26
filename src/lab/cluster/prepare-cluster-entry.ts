// A process of its own, for the same reasons as ../broker/prepare-entry.ts.
import { setPriority } from 'node:os';
import { findJavaParts } from '../broker/java-parts.ts';
import { prepareCluster } from './prepare-cluster.ts';

setPriority(19);
const parts = await findJavaParts();
if (typeof parts !== 'string') await prepareCluster(parts, AbortSignal.timeout(300_000));
process.exit(0);
