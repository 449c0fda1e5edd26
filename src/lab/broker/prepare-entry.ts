// A process of its own, so that it ends neither with the short command that started it nor slows the learner's down.
import { setPriority } from 'node:os';
import { findJavaParts } from './java-parts.ts';
import { prepare } from './prepare.ts';

setPriority(19);
const parts = await findJavaParts();
if (typeof parts !== 'string') await prepare(parts, AbortSignal.timeout(300_000));
process.exit(0);
