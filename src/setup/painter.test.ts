import xterm from '@xterm/headless';
import { expect, it } from 'vitest';
import { liveLines } from '../../bin/live-lines.mjs';
import { changes, createFootPainter } from '../../bin/painter.mjs';

const rows = 8;

/** Writes frames one after the other to a terminal, and tells what its screen shows. */
async function screenAfter(frames: readonly (readonly string[])[]): Promise<string[]> {
  const terminal = new xterm.Terminal({ cols: 20, rows, allowProposedApi: true });
  let shown: readonly string[] = [];
  for (const [at, frame] of frames.entries()) {
    const update = at === 0 ? frame.join('\r\n') : changes(shown, frame, rows);
    await new Promise<void>((done) => terminal.write(update, done));
    shown = frame;
  }
  return screenOf(terminal);
}

function screenOf(terminal: xterm.Terminal): string[] {
  const { active } = terminal.buffer;
  const lines = Array.from(
    { length: rows },
    (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
  );
  return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
}

// A small generator with a seed, so that a failure can be repeated.
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state % below;
  };
}

it.for(Array.from({ length: 40 }, (_, seed) => [seed + 1] as const))(
  'shows the last of many frames, whatever came before (seed %i)',
  async ([seed]) => {
    const next = random(seed);
    const frames = Array.from({ length: 12 }, () => Array.from({ length: 1 + next(12) }, () => `line ${next(4)}`));
    const last = frames.at(-1) ?? [];
    expect(await screenAfter(frames)).toEqual(last.slice(-rows));
  },
);

it('writes nothing where nothing changed, and only from the first line that did', () => {
  expect(changes(['a', 'b', 'c'], ['a', 'b', 'c'], rows)).toBe('');
  expect(changes(['a', 'b', 'c'], ['a', 'b', 'd'], rows)).not.toContain('b');
  expect(changes(['a', 'b'], ['a', 'b', 'c'], rows)).toBe('\r\nc');
});

it.for(Array.from({ length: 20 }, (_, seed) => [seed + 1] as const))(
  'at the foot of a terminal lines move, and what was printed above them stays (seed %i)',
  async ([seed]) => {
    const terminal = new xterm.Terminal({ cols: 20, rows, allowProposedApi: true });
    const next = random(seed);
    const printed = ['what was there'];
    let live: string[] = [];
    terminal.write(`${printed[0] ?? ''}\r\n`);
    const painter = createFootPainter({ rows, write: (text: string) => terminal.write(text) });
    for (let at = 0; at < 30; at += 1) {
      live = Array.from({ length: next(4) }, () => `live ${next(3)}`);
      const above = Array.from({ length: next(3) }, () => `printed ${at}`);
      painter.paint(live, above);
      printed.push(...above);
    }
    await new Promise<void>((done) => terminal.write('', done));
    // The cursor's own line is the last of the screen.
    expect(screenOf(terminal)).toEqual([...printed, ...live].slice(-(rows - 1)));
  },
);

it('live lines are taken away when they are closed', async () => {
  const terminal = new xterm.Terminal({ cols: 20, rows, allowProposedApi: true });
  const lines = liveLines(
    { columns: 20, rows, write: (text: string) => terminal.write(text) },
    { live: true, draw: () => ['works on it, which takes long'] },
  );
  lines.print('begun');
  lines.print('ended');
  await new Promise<void>((done) => terminal.write('', done));
  expect(screenOf(terminal)).toEqual(['begun', 'ended', 'works on it, which…']);
  lines.close();
  await new Promise<void>((done) => terminal.write('', done));
  expect(screenOf(terminal)).toEqual(['begun', 'ended']);
});
