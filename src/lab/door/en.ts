import type { FaultOrder } from './fault.ts';

function whatHappened(order: FaultOrder): string {
  if (order.on === 'connection') return 'a connection was refused';
  switch (order.do) {
    case 'delay':
      return `${order.on} was held back for ${order.ms} ms`;
    case 'hold':
      return `${order.on} is held back`;
    case 'lose-request':
      return `the connection broke before the broker had ${order.on}`;
    case 'lose-answer':
      return `the broker answered ${order.on}, the answer was lost, and the connection broke`;
    case 'throttle':
      return `${order.on} was answered with a throttle of ${order.ms} ms`;
    case 'refuse':
      return `${order.on} was answered with ${order.with}; the broker never had it`;
  }
}

export const doorText = {
  /** What the run's log says of a fault that fell. */
  fell: (order: FaultOrder) => `The door: ${whatHappened(order)}.`,

  notRefusable: (api: string) => `The door cannot refuse ${api}.`,
  notRefusableNext: (apis: string) => `refuse one of these: ${apis}`,
  notThrottled: (api: string) => `The door cannot throttle ${api}.`,
  notThrottledNext: 'throttle Produce or Fetch',
  notCounted: 'A fault falls on the first request or a later one, and at least once.',
  notCountedNext: 'give nth and times as numbers of 1 or more',
  notKafka: 'What the client sends is not Kafka.',
  unreadable: (api: string, version: number) => `The tap cannot read an answer to ${api} ${version}.`,
  unknown: (api: string, version: number) => `The tap does not know ${api} ${version}.`,
};
