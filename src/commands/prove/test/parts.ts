import { checkBrowser } from '../../../setup/doctor/check-services.ts';
import { testClients } from './test-clients.ts';
import { testContent } from './test-content.ts';
import { testSecured } from './test-secured.ts';
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
  { name: 'types', runs: tool('typescript', '--project', '.'), ...light },
  {
    name: 'browser-types',
    runs: tool('typescript', '--project', 'src/page/browser'),
    ...light,
  },
  {
    name: 'page-types',
    runs: tool('typescript', '--project', 'tests/page'),
    ...light,
  },
  {
    name: 'lint',
    runs: tool('oxlint', '--type-aware', '--deny-warnings'),
    ...light,
  },
  { name: 'format', runs: tool('prettier', '--check', '.'), ...light },
  {
    name: 'unused',
    runs: tool('knip', '--include', 'files,dependencies,unlisted,unresolved'),
    ...light,
  },
  { name: 'unit', runs: vitest('unit'), ...light },
  {
    name: 'own-broker',
    runs: vitest('own-broker'),
    brief: vitest('own-broker', 'container.broker.test.ts'),
    needs: [],
    broker: true,
    lane: 'waits',
  },
  { name: 'broker', runs: vitest('broker'), needs: [], broker: true },
  {
    name: 'content',
    runs: { kind: 'inside', run: testContent },
    needs: [],
    broker: true,
  },
  { name: 'secured', runs: { kind: 'inside', run: testSecured }, needs: ['java', 'jars'], broker: false },
  {
    name: 'clients',
    runs: { kind: 'inside', run: testClients },
    needs: [],
    broker: true,
  },
  {
    name: 'notebooks',
    runs: { kind: 'inside', run: testNotebooks },
    needs: ['jupyter', 'kernel'],
    broker: true,
  },
  {
    name: 'page',
    runs: vitest('page'),
    needs: [],
    broker: true,
    lacks: async () => {
      const browser = await checkBrowser();
      return browser.status === 'ok' ? undefined : browser.detail;
    },
  },
];
