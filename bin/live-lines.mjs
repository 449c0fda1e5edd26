// @ts-check
// Lines at the foot of a terminal that are redrawn in place. Elsewhere (a pipe, CI, --plain) only finished lines are printed.
import { createFootPainter } from './painter.mjs';

const redrawMs = 100;

/**
 * @typedef {import('./painter.mjs').Screen} Screen
 * @typedef {{ print: (line: string) => void, close: () => void }} LiveLines
 * print: a line that stays. close: ends the redrawing and removes the live lines.
 */

/**
 * @param {Screen} stream
 * @param {{ live: boolean, draw: () => string[] }} options live: whether the terminal can be redrawn; draw: the lines of this moment
 * @returns {LiveLines}
 */
export function liveLines(stream, { live, draw }) {
  if (!live) return { print: (line) => void stream.write(`${line}\n`), close: () => {} };
  const painter = createFootPainter(stream);
  const lines = () => draw().map((line) => fit(line, (stream.columns ?? 80) - 1));
  const timer = setInterval(() => painter.paint(lines()), redrawMs);
  timer.unref();
  return {
    print: (line) => painter.paint(lines(), [line]),
    close: () => {
      clearInterval(timer);
      painter.paint([]);
    },
  };
}

/** @param {string} line @param {number} width a line that wraps could not be redrawn in place */
function fit(line, width) {
  return line.length > width ? `${line.slice(0, Math.max(0, width - 1))}…` : line;
}

/**
 * @param {NodeJS.WriteStream} stream
 * @param {{ plain?: boolean }} [options]
 * @returns {boolean} whether a person watches who can be shown moving lines
 */
export function canRedraw(stream, { plain = false } = {}) {
  return (
    stream.isTTY &&
    !plain &&
    !process.env['CI'] &&
    process.env['TERM'] !== 'dumb' &&
    process.env['NO_COLOR'] === undefined
  );
}
