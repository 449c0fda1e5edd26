import { apiKey } from '../../kafka/frames/api-names.ts';
import { isRefusable, refusableApis } from '../../kafka/frames/refuse.ts';
import { WorkbookError } from '../../workbook-error.ts';
import { doorText } from './words.ts';
import type { FaultOrder } from './fault.ts';

/** Throws a WorkbookError for an order that no door can carry out. */
export function checkOrder(order: FaultOrder): void {
  checkCounts(order);
  if (order.on === 'connection') return;
  if (order.do === 'refuse' && !isRefusable(apiKey(order.on))) {
    const next = doorText.notRefusableNext(refusableApis().join(', '));
    throw new WorkbookError(doorText.notRefusable(order.on), { next });
  }
  if (order.do === 'throttle' && order.on !== 'Produce' && order.on !== 'Fetch') {
    throw new WorkbookError(doorText.notThrottled(order.on), { next: doorText.notThrottledNext });
  }
}

function checkCounts({ nth = 1, times = 1 }: FaultOrder): void {
  if (isCount(nth) && (isCount(times) || times === Infinity)) return;
  throw new WorkbookError(doorText.notCounted, { next: doorText.notCountedNext });
}

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1;
