// The contract's `produce` and `consume`, held against the log and the group.
import { z } from 'zod';
import type { Outcome, Report } from '../contract/outcome.ts';
import type { Place } from './feature.ts';
import type { Stage } from './stage.ts';
import { evidence as facts } from './en-evidence.ts';

const eventSchema = z.strictObject({ id: z.number(), customer: z.string(), amount: z.literal(12.5) });

interface Ended {
  readonly stage: Stage;
  readonly place: Place;
  /** The client's name, which its records carry. */
  readonly client: string;
  readonly outcome: Outcome;
}

/** What is wrong with a run of `produce`, or of `consume` after it, in words; undefined where all is as the contract says. */
export async function checkEvents(scenario: 'produce' | 'consume', ended: Ended): Promise<string | undefined> {
  const { outcome } = ended;
  if (outcome.kind !== 'report') return outcome.reason;
  const { report } = outcome;
  if (report.outcome !== 'works') return report.error ?? report.source ?? report.outcome;
  return scenario === 'produce' ? checkProduced(ended, report) : checkConsumed(ended, report);
}

async function checkProduced(ended: Ended, { evidence }: Report): Promise<string | undefined> {
  const acked = evidence?.['acked'];
  const { records } = ended.place;
  return acked === records ? checkLog(ended) : facts.acknowledged(String(acked), records);
}

async function checkConsumed({ stage, place }: Ended, { evidence }: Report): Promise<string | undefined> {
  const consumed = evidence?.['consumed'];
  if (consumed !== place.records) return facts.consumed(String(consumed), place.records);
  const committed = Object.values(await stage.observer.committed(place.groupId, place.topic));
  const sum = committed.reduce((total, offset) => total + offset, 0);
  return sum === place.records ? undefined : facts.committedOf(sum, place.records);
}

async function checkLog({ stage, place, client }: Ended): Promise<string | undefined> {
  const records = await stage.observer.records(place.topic);
  if (records.length !== place.records) return facts.inTopicOf(records.length, place.records);
  const ids = new Set<number>();
  for (const { key, value, headers } of records) {
    const event = eventSchema.safeParse(JSON.parse(value ?? 'null'));
    if (!event.success) return facts.noEvent(value);
    if (key !== event.data.customer || key !== `customer-${event.data.id % 7}`) return facts.otherKey(value, key);
    if (headers['source'] !== client) return facts.otherSource(headers['source']);
    ids.add(event.data.id);
  }
  return ids.size === place.records ? undefined : facts.eventsMissing;
}
