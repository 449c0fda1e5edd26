/** Repeatable randomness (mulberry32): a failing case can be run again by its seed. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Cuts bytes into pieces of random size, many of them tiny. */
export function cutAtRandom(bytes: Buffer, random: (below: number) => number): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = 1 + random(random(2) === 0 ? 4 : 3_000);
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

/** The same bytes cut short, and with a wrong byte, in many ways. */
export function damaged(bytes: Buffer, random: (below: number) => number): Buffer[] {
  return Array.from({ length: 40 }, () => {
    const wrong = Buffer.from(bytes);
    wrong[random(bytes.length)] = random(256);
    return [bytes.subarray(0, random(bytes.length)), wrong];
  }).flat();
}
