import type { Paint } from './style.ts';

/** A unified diff in colours. */
export function paintDifference(difference: string, paint: Paint): string {
  return difference
    .split('\n')
    .map((line) => {
      if (/^(---|\+\+\+) /.test(line)) return paint('bold', line);
      if (line.startsWith('@@')) return paint('cyan', line);
      if (line.startsWith('+')) return paint('green', line);
      return line.startsWith('-') ? paint('red', line) : line;
    })
    .join('\n');
}
