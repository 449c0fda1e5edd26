import { watchText } from './words.ts';
import { wrapLines } from './look.ts';
import { pageStep, type BrokerState } from './session.ts';
import type { Scene } from './scene.ts';

/** Where broker and page are, and what set-up still does. */
export function statusLines({ state, look }: Scene): string[] {
  const { broker, setup } = state;
  const style = broker.status === 'failed' || broker.status === 'lost' ? 'red' : 'dim';
  const lines = wrapLines(look.paint(style, brokerText(broker)), look);
  if (broker.status === 'failed') lines.push(...wrapLines(`${watchText.next} ${broker.next}`, look));
  for (const { name, status, detail } of setup) {
    if (name === pageStep && status === 'ready')
      lines.push(...wrapLines(look.paint('dim', watchText.page(detail)), look));
    if (status === 'running') lines.push(...wrapLines(look.paint('dim', watchText.setup.running(name, detail)), look));
    if (status === 'failed') lines.push(...wrapLines(watchText.setup.failed(name, detail), look));
  }
  return lines;
}

/** The broker's state as a sentence. */
export function brokerText(broker: BrokerState): string {
  switch (broker.status) {
    case 'starting':
      return watchText.broker.starting;
    case 'ready':
      return watchText.broker.ready(broker.label);
    case 'lost':
      return watchText.broker.lost(broker.message);
    case 'failed':
      return watchText.broker.failed(broker.message);
  }
}
