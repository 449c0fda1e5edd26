// Which requests an order is about.
import { Cursor, ifReadable } from '../../kafka/frames/cursor.ts';
import { readProduced } from '../../kafka/frames/read-produced.ts';
import { readHeader } from '../../kafka/frames/read-request.ts';
import { readBatchHeaders } from '../../kafka/log/batch-header.ts';
import { readRecords } from '../../kafka/log/records.ts';
import type { FaultOrder } from './fault.ts';
import type { TappedRequest } from './ledger.ts';

type RequestOrder = Exclude<FaultOrder, { on: 'connection' }>;

/** @param frame the request without its length. */
export function fits(order: FaultOrder, request: TappedRequest, frame: Buffer): boolean {
  if (order.on === 'connection' || order.on !== request.api) return false;
  if (order.clientId !== undefined && order.clientId !== request.clientId) return false;
  // Nobody answers a Produce with acks 0.
  if (needsAnswer(order) && request.produce?.acks === 0) return false;
  return fitsInside(order, request, frame);
}

/** Whether what stands in the request is meant. */
function fitsInside(order: RequestOrder, request: TappedRequest, frame: Buffer): boolean {
  if (order.on === 'InitProducerId') return isMeant(order.transactional, frame);
  return order.on !== 'Produce' || (goesTo(order.topic, request) && carries(order.key, frame));
}

const needsAnswer = ({ do: what }: RequestOrder): boolean => what !== 'delay' && what !== 'lose-request';

function goesTo(topic: string | undefined, { produce }: TappedRequest): boolean {
  return topic === undefined || (produce?.partitions ?? []).some((each) => each.topic === topic);
}

function carries(key: string | undefined, frame: Buffer): boolean {
  return key === undefined || (ifReadable(() => keysIn(frame)) ?? []).some((each) => each?.toString('utf8') === key);
}

function isMeant(transactional: boolean | undefined, frame: Buffer): boolean {
  return transactional === undefined || transactional === (ifReadable(() => transactionalId(frame)) !== undefined);
}

/** The id that an InitProducerId takes over; undefined for a producer without transactions. */
function transactionalId(frame: Buffer): string | undefined {
  const cursor = new Cursor(frame);
  const isFlexible = readHeader(cursor).apiVersion >= 2;
  cursor.tags(isFlexible); // of the header
  return cursor.string(isFlexible);
}

/** The keys of the records in a Produce request. */
function keysIn(frame: Buffer): (Buffer | null)[] {
  const cursor = new Cursor(frame);
  const { apiVersion } = readHeader(cursor);
  const batches = readProduced(cursor, apiVersion).partitions.flatMap(({ records }) => readBatchHeaders(records));
  return batches.flatMap(readRecords).map(({ key }) => key);
}
