// The suite's way to the process that owns the brokers of its cluster: over the channel between the two.
import { OpenAsks, type AskAnswer } from '../../processes/open-asks.ts';
import type { ControlChannel } from '../../testkit/control-channel.ts';
import type { FromSuite } from './suite-messages.ts';

/** @param send says it to the grader. */
export function orderBrokers(
  send: (message: FromSuite) => void,
): ControlChannel & { readonly hear: (answer: AskAnswer) => void } {
  const asks = new OpenAsks();
  return {
    order: (broker, does) => asks.ask((ask) => send({ workbook: 'order', ask, broker, does })),
    tell: (phase) => send({ workbook: 'phase', phase }),
    hear: (answer) => asks.hear(answer),
  };
}
