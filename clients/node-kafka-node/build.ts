// Compiles snappy, which is optional: where that cannot be, kafka-node says so when the codec is asked for.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const prefix = dirname(dirname(process.execPath));
const hasHeaders = existsSync(join(prefix, 'include', 'node', 'node.h'));
// Without headers beside this Node, node-gyp downloads them.
const env = { ...process.env, ...(hasHeaders && { npm_config_nodedir: prefix }) };
spawnSync('npm', ['rebuild', 'snappy'], { cwd: import.meta.dirname, env, shell: process.platform === 'win32' });
