/**
 * The anchor of a heading, by GitHub's rule, so that a link works there and on the page alike. Call it once per
 * heading in order: a heading that comes again gets `-1`, `-2`, as on GitHub, when `seen` is shared.
 */
export function headingSlug(heading: string, seen: Map<string, number> = new Map()): string {
  const base = heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
    .replaceAll(' ', '-');
  const count = seen.get(base);
  seen.set(base, (count ?? -1) + 1);
  return count === undefined ? base : `${base}-${count + 1}`;
}
