// @ts-check
// Puts lines on a terminal again and again: only those from the first changed one are written, so that nothing flickers and
// what stands above stays where it is.

const escape = '\u001b[';
const hideCursor = `${escape}?25l`;
const showCursor = `${escape}?25h`;
const clearScreen = `${escape}2J${escape}3J${escape}H`;
// Terminals that know "synchronised output" show a frame at once; the others ignore it.
const beginFrame = `${escape}?2026h`;
const endFrame = `${escape}?2026l`;
const usualRows = 24;

/**
 * @typedef {{ write: (text: string) => unknown, readonly columns?: number | undefined, readonly rows?: number | undefined }} Screen
 * @typedef {object} Painter
 * @property {(lines: readonly string[]) => void} paint lines must not be wider than the terminal
 * @property {() => void} forget forgets what is on the screen: the next frame is written whole, for a terminal that changed its size
 * @property {() => void} leave leaves the last frame where it is, with the cursor under it, visible
 */

/**
 * A painter that has the whole screen, whose size may change. Where the first changed line has scrolled away, the screen begins anew.
 * @param {Screen} screen
 * @returns {Painter}
 */
export function createPainter(screen) {
  /** @type {readonly string[] | undefined} */
  let shown;
  return {
    paint(lines) {
      const update = shown === undefined ? whole(lines) : changes(shown, lines, rowsOf(screen));
      if (update !== '') screen.write(`${beginFrame}${hideCursor}${update}${endFrame}`);
      shown = lines;
    },
    forget() {
      shown = undefined;
    },
    leave() {
      screen.write(`${shown === undefined ? '' : '\r\n'}${showCursor}`);
      shown = undefined;
    },
  };
}

/**
 * A painter of the lines at the foot of a terminal that is not its own: what stands above is never touched. The cursor waits
 * under the lines, so that whatever ends the program leaves the terminal usable.
 * @param {Screen} screen
 * @returns {{ paint: (lines: readonly string[], above?: readonly string[]) => void }} `above`: lines that stay, and scroll away with the rest
 */
export function createFootPainter(screen) {
  /** @type {readonly string[]} */
  let shown = [''];
  return {
    paint(lines, above = []) {
      const after = [...above, ...lines, ''];
      const update = changes(shown, after, rowsOf(screen), anew(shown));
      if (update !== '') screen.write(`${beginFrame}${update}${endFrame}`);
      shown = [...lines, ''];
    },
  };
}

/** @param {Screen} screen */
const rowsOf = (screen) => screen.rows || usualRows;

/** @param {readonly string[]} lines */
const whole = (lines) => clearScreen + lines.join('\r\n');

/**
 * Writes everything in the place of what a foot painter has shown.
 * @param {readonly string[]} before
 * @returns {(lines: readonly string[]) => string}
 */
const anew = (before) => (lines) => `${upTo(before.length - 1)}${lines.join('\r\n')}`;

/** @param {number} lines how far up everything is erased */
const upTo = (lines) => `${lines === 0 ? '' : `${escape}${lines}A`}\r${escape}J`;

/**
 * What to write so that `after` stands where `before` stood; '' where they are equal. Exported for its tests.
 * @param {readonly string[]} before
 * @param {readonly string[]} after
 * @param {number} rows
 * @param {(lines: readonly string[]) => string} [begin] writes all lines, where no line that is still there stays
 * @returns {string}
 */
export function changes(before, after, rows, begin = whole) {
  const first = firstChange(before, after);
  if (first === undefined) return '';
  const up = before.length - 1 - first;
  // What has scrolled away does not come down again by itself.
  const scrolled = before.length > rows && after.length < before.length;
  if (up >= rows || first === 0 || scrolled) return begin(after);
  if (up < 0) return `\r\n${after.slice(first).join('\r\n')}`;
  if (first < after.length) return `${upTo(up)}${after.slice(first).join('\r\n')}`;
  // Lines went away at the end only: the cursor belongs at the end of the last one that stays.
  return `${upTo(up)}${escape}1A\r${escape}K${after.at(-1) ?? ''}`;
}

/** @param {readonly string[]} before @param {readonly string[]} after @returns {number | undefined} */
function firstChange(before, after) {
  const most = Math.max(before.length, after.length);
  let first = 0;
  while (first < most && before[first] === after[first]) first += 1;
  return first < most ? first : undefined;
}
