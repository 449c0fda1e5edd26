import { createPaint } from '../text/style.ts';
import type { Output } from './context.ts';

const widest = 100;

export interface OutputOptions {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly json: boolean;
  /** --plain */
  readonly plain: boolean;
}

/** Output for one command. Colours are for a terminal only, FORCE_COLOR aside; NO_COLOR (not empty) and --plain win. */
export function createOutput({ stdout, stderr, env, json, plain }: OutputOptions): Output {
  const colour = !plain && !json && !env['NO_COLOR'] && (stdout.isTTY || isForced(env['FORCE_COLOR']));
  return {
    json,
    colour,
    get columns() {
      return Math.min(stdout.columns || 80, widest);
    },
    print: (line = '') => {
      if (!json) stdout.write(`${line}\n`);
    },
    note: (line) => {
      stderr.write(`${line}\n`);
    },
    data: (value) => {
      if (json) stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    paint: createPaint(colour),
  };
}

const isForced = (value: string | undefined): boolean => value !== undefined && value !== '0' && value !== 'false';
