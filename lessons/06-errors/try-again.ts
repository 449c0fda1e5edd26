import { setTimeout as wait } from 'node:timers/promises';
import { took } from '#lesson';

/** What may pass: it says so itself here. Whoever is asked in your program has signs of its own, such as a status 503. */
class Busy extends Error {}

// #region limit
const pauses = [100, 200, 400]; // so four attempts, and 0.7 s in all

async function tryAgain<T>(work: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      const pause = pauses[attempt - 1];
      if (pause === undefined || !(error instanceof Busy)) throw error;
      await wait(pause * (0.8 + 0.4 * Math.random())); // not all at one moment
    }
  }
}
// #endregion

async function charge(card: string, attempt: number): Promise<string> {
  if (card === 'expired') throw new Error('the card has expired');
  if (card === 'busy' || attempt < 3) throw new Busy('the provider is busy');
  return 'paid';
}

for (const card of ['good', 'expired', 'busy']) {
  let attempts = 0;
  let outcome = '';
  const time = await took(async () => {
    outcome = await tryAgain((attempt) => charge(card, (attempts = attempt))).catch((error: Error) => error.message);
  });
  console.log(`${card}: ${outcome}, attempts: ${attempts}, ${time}`);
}
