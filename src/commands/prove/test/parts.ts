import { checkBrowser } from '../../../setup/doctor/check-services.ts';
import { testClients } from './test-clients.ts';
import { testContent } from './test-content.ts';
import { testNotebooks } from './test-notebooks.ts';
import type { Part, Tool } from './part.ts';

const tool = (name: string, ...args: string[]): Tool => ({
  kind: 'tool',
  package: name,
  args,
  counting: 'exit-code',
});

const vitest = (project: string, ...files: string[]): Tool => ({
  kind: 'tool',
  package: 'vitest',
  args: ['run', '--project', project, ...files],
  counting: 'vitest',
});

const light = { needs: [], broker: false, lane: 'computes' } as const;

/** What `npm test` runs, in this order. */
export const parts: readonly Part[] = [
  { name: 'types', proves: 'everything compiles', runs: tool('typescript', '--project', '.'), ...light },
  {
    name: 'browser-types',
    proves: 'the page’s browser code compiles',
    runs: tool('typescript', '--project', 'src/page/browser'),
    ...light,
  },
  {
    name: 'page-types',
    proves: 'the tests that drive a browser compile',
    runs: tool('typescript', '--project', 'tests/page'),
    ...light,
  },
  {
    name: 'lint',
    proves: 'no rule is broken and no promise floats',
    runs: tool('oxlint', '--type-aware', '--deny-warnings'),
    ...light,
  },
  { name: 'format', proves: 'all files have one style', runs: tool('prettier', '--check', '.'), ...light },
  {
    name: 'unused',
    proves: 'no file and no dependency is left over',
    runs: tool('knip', '--include', 'files,dependencies,unlisted,unresolved'),
    ...light,
  },
  { name: 'unit', proves: 'what needs no broker', runs: vitest('unit'), ...light },
  {
    name: 'own-broker',
    proves: 'brokers start, end with their owner, and leave nothing behind',
    runs: vitest('own-broker'),
    brief: vitest('own-broker', 'container.broker.test.ts'),
    needs: [],
    broker: true,
    lane: 'waits',
  },
  { name: 'broker', proves: 'what needs a broker', runs: vitest('broker'), needs: [], broker: true },
  {
    name: 'content',
    proves: 'solutions pass; stubs and wrong answers fail, each for its reason',
    runs: { kind: 'inside', run: testContent },
    needs: [],
    broker: true,
  },
  {
    name: 'clients',
    proves: 'the clients of the comparison work here and understand each other',
    runs: { kind: 'inside', run: testClients },
    needs: [],
    broker: true,
  },
  {
    name: 'notebooks',
    proves: 'notebooks run from top to bottom in the real kernel',
    runs: { kind: 'inside', run: testNotebooks },
    needs: ['jupyter', 'kernel'],
    broker: true,
  },
  {
    name: 'page',
    proves: 'the page in a real browser, with a keyboard and for a screen reader',
    runs: vitest('page'),
    needs: [],
    broker: true,
    lacks: async () => {
      const browser = await checkBrowser();
      return browser.status === 'ok' ? undefined : browser.detail;
    },
  },
];
