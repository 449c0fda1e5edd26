import { join } from 'node:path';
import { ask } from '../processes/ask.ts';
import { projectRoot } from '../project.ts';
import { ensure } from '../setup/start-setup.ts';
import { stepNames } from '../setup/step.ts';
import { timed, type Bench, type Figure } from './figure.ts';
import { words } from './words.ts';

/** What it costs when everything is there: every step of set-up, and a whole command from its start to its end. */
export async function measureWarmSetUp({ repeat, signal }: Bench): Promise<readonly Figure[]> {
  const door = join(projectRoot, 'bin', 'workbook.mjs');
  const steps: number[] = [];
  const commands: number[] = [];
  for (let n = 0; n < repeat; n += 1) {
    steps.push(await timed(async () => ensure(stepNames, { signal })));
    commands.push(await timed(async () => ask(process.execPath, [door, 'list'], { signal })));
  }
  return [
    { name: words.steps, unit: 'ms', samples: steps, aim: 500 },
    { name: words.list, unit: 'ms', samples: commands },
  ];
}
