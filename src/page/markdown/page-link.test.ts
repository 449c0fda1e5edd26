import { expect, it } from 'vitest';
import { pageLink } from './page-link.ts';

it.for([
  ['02-producers.md', 'lessons', '/lessons/producers'],
  ['02-producers.md#acks', 'lessons', '/lessons/producers#acks'],
  ['../exercises/01-connections/03-fail-well.md', 'lessons', '/exercises/connections/fail-well'],
  ['../../lessons/01-connections.md#fail-well', 'exercises/01-connections', '/lessons/connections#fail-well'],
  ['../solutions/01-connections/03-fail-well.confluent.ts', 'lessons', '/exercises/connections/fail-well/solution'],
  ['../notebooks/01-connections.ipynb', 'lessons', '/notebooks/connections'],
  ['figures/log.svg', 'lessons', '/figures/log.svg'],
  ['#here', 'lessons', '#here'],
  ['https://kafka.apache.org/', 'lessons', 'https://kafka.apache.org/'],
])('%s in %s leads to %s', ([href, from, address]) => {
  expect(pageLink(href ?? '', from ?? '')).toBe(address);
});
