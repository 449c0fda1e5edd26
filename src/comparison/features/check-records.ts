// Checks that read the log as the broker keeps it: codecs, producer ids and batches are as the client sent them.
import { z } from 'zod';
import { murmur2Partition } from '../../kafka/murmur2.ts';
import { demand, type Seen } from './feature.ts';
import { evidence } from './en-evidence.ts';

const logOf = ({ stage, place }: Seen, isolation: 'committed' | 'uncommitted' = 'committed') =>
  stage.observer.records(place.topic, { isolation });

export async function checkWritten(seen: Seen): Promise<string> {
  const { length } = await logOf(seen);
  demand(length === seen.place.records, evidence.otherCount(evidence.records(length), seen.place.records));
  return evidence.inTopic(evidence.records(length));
}

export function checkConsumed({ report, place }: Seen): string {
  const consumed = report?.evidence?.['consumed'];
  demand(consumed === place.records, evidence.readOf(String(consumed), place.records));
  return evidence.read(evidence.records(place.records));
}

export async function checkThereAndBack(seen: Seen): Promise<string> {
  const written = await checkWritten(seen);
  return `${written}, ${checkConsumed(seen)}`;
}

/** Batches as they stand in the log, each once. */
async function batchesOf(seen: Seen) {
  const records = await logOf(seen);
  return [...new Map(records.map((record) => [`${record.partition}/${record.batch.firstOffset}`, record])).values()];
}

export const checkCodec =
  (codec: string) =>
  async (seen: Seen): Promise<string> => {
    const batches = await batchesOf(seen);
    demand(batches.length > 0, evidence.emptyTopic);
    const others = batches.filter(({ batch }) => batch.codec !== codec);
    demand(others.length === 0, evidence.otherCodec(others.length, batches.length, others[0]?.batch.codec));
    return evidence.ofCodec(evidence.batches(batches.length), codec, checkConsumed(seen));
  };

export async function checkIdempotence(seen: Seen): Promise<string> {
  const written = await checkWritten(seen);
  const records = await logOf(seen);
  demand(
    records.every(({ producerId }) => producerId >= 0),
    evidence.noProducerId,
  );
  return evidence.producerIds(written, [...new Set(records.map(({ producerId }) => producerId))].join(', '));
}

export async function checkTransactions(seen: Seen): Promise<string> {
  const [committed, all] = [await logOf(seen), await logOf(seen, 'uncommitted')];
  demand(committed.length === 3 && all.length === 6, evidence.otherTransactions(committed.length, all.length));
  demand(
    all.every(({ transactional }) => transactional),
    evidence.outsideTransaction,
  );
  return evidence.transactionsRight;
}

export async function checkLinger(seen: Seen): Promise<string> {
  const batches = await batchesOf(seen);
  const written = await checkWritten(seen);
  const perBatch = seen.place.records / batches.length;
  const stands = evidence.inBatches(written, batches.length);
  demand(perBatch >= 5, stands);
  return stands;
}

export async function checkHeaders(seen: Seen): Promise<string> {
  const [record] = await logOf(seen);
  const inLog = record?.headerList.map(({ name, value }) => [name, value?.toString('base64') ?? null]);
  const wanted = [
    ['a', 'MQ=='],
    ['a', 'Mg=='],
    ['b', 'AP8='],
  ];
  demand(same(inLog, wanted), evidence.otherHeaders(JSON.stringify(inLog)));
  const read = seen.report?.evidence?.['headers'];
  demand(same(read, wanted), evidence.readHeaders(JSON.stringify(read)));
  return evidence.headersRight;
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Where the keys stand in the log, in order of the keys; -1 for one that is missing. */
export async function partitionsInLog(seen: Pick<Seen, 'stage' | 'place'>): Promise<number[]> {
  const records = await seen.stage.observer.records(seen.place.topic);
  const byKey = new Map(records.map(({ key, partition }) => [key, partition]));
  return comparedKeys.map((key) => byKey.get(key) ?? -1);
}

export const comparedKeys: readonly string[] = Array.from({ length: 24 }, (_, n) => `key-${n}`);
export const comparedPartitions = 12;

export async function checkPartitioner(seen: Seen): Promise<string> {
  const chosen = await partitionsInLog(seen);
  demand(!chosen.includes(-1), evidence.keysMissing(chosen.join(' ')));
  const java = comparedKeys.map((key) => murmur2Partition(Buffer.from(key), comparedPartitions));
  const others = chosen.filter((partition, at) => partition !== java[at]).length;
  demand(others === 0, evidence.otherPlaces(others, chosen.length, chosen.join(' ')));
  return evidence.javasPlaces(chosen.length);
}

export async function checkSchema(seen: Seen): Promise<string> {
  const { stage, place } = seen;
  const there = await checkThereAndBack(seen);
  if (typeof stage.registry === 'string') throw new Error(stage.registry);
  const answer = await fetch(`${stage.registry.url}/subjects/${place.topic}-value/versions/latest`);
  demand(answer.ok, evidence.noSubject(place.topic));
  const { id } = z.looseObject({ id: z.number() }).parse(await answer.json());
  const records = await logOf(seen);
  const prefixed = records.every(({ valueBytes }) => valueBytes?.[0] === 0 && valueBytes.readUInt32BE(1) === id);
  demand(prefixed, evidence.otherPrefix(records[0]?.valueBytes?.subarray(0, 5).toString('hex'), id));
  return evidence.schemaRight(there, id);
}
