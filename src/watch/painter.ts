// Puts frames on a terminal: only the lines from the first changed one are written again, so that nothing flickers and what
// stands above stays where it is. Where that line has scrolled away, the screen begins anew.

const escape = '\u001b[';
const hideCursor = `${escape}?25l`;
const showCursor = `${escape}?25h`;
const clearScreen = `${escape}2J${escape}3J${escape}H`;
// Terminals that know "synchronised output" show a frame at once; the others ignore it.
const beginFrame = `${escape}?2026h`;
const endFrame = `${escape}?2026l`;

export interface Painter {
  /** Lines must not be wider than the terminal. */
  paint(lines: readonly string[]): void;
  /** Forgets what is on the screen: the next frame is written whole. For a terminal that changed its size. */
  forget(): void;
  /** Leaves the last frame where it is, with the cursor under it, visible. */
  leave(): void;
}

/** A painter for a terminal whose size may change. */
export function createPainter(stdout: NodeJS.WriteStream): Painter {
  let shown: readonly string[] | undefined;
  return {
    paint(lines) {
      const update = shown === undefined ? whole(lines) : changes(shown, lines, stdout.rows || 24);
      if (update !== '') stdout.write(`${beginFrame}${hideCursor}${update}${endFrame}`);
      shown = lines;
    },
    forget() {
      shown = undefined;
    },
    leave() {
      stdout.write(`${shown === undefined ? '' : '\r\n'}${showCursor}`);
      shown = undefined;
    },
  };
}

const whole = (lines: readonly string[]): string => clearScreen + lines.join('\r\n');

/** What to write so that `after` stands where `before` stood; '' where they are equal. Exported for its tests. */
export function changes(before: readonly string[], after: readonly string[], rows: number): string {
  const first = firstChange(before, after);
  if (first === undefined) return '';
  const up = before.length - 1 - first;
  // What has scrolled away does not come down again by itself.
  const scrolled = before.length > rows && after.length < before.length;
  if (up >= rows || first === 0 || scrolled) return whole(after);
  if (up < 0) return `\r\n${after.slice(first).join('\r\n')}`;
  const erase = `${up === 0 ? '' : `${escape}${up}A`}\r${escape}J`;
  if (first < after.length) return `${erase}${after.slice(first).join('\r\n')}`;
  // Lines went away at the end only: the cursor belongs at the end of the last one that stays.
  return `${erase}${escape}1A\r${escape}K${after.at(-1) ?? ''}`;
}

function firstChange(before: readonly string[], after: readonly string[]): number | undefined {
  const most = Math.max(before.length, after.length);
  let first = 0;
  while (first < most && before[first] === after[first]) first += 1;
  return first < most ? first : undefined;
}
