import { comparison } from './comparison-fixture.ts';
import { servePage, type PageOptions, type ServedPage } from '../../src/page/serve.ts';
import type { Session } from '../../src/watch/session.ts';

/** The page on a free port, over a session without broker and grader. */
export function serveFixture(root: string, session: Session, more: Partial<PageOptions> = {}): Promise<ServedPage> {
  return servePage({
    root,
    session,
    port: 0,
    connection: () => undefined,
    brokerControl: { find: () => {}, stop: async () => {} },
    comparison: () => comparison,
    openNotebook: async ({ key }) => `http://127.0.0.1:1/lab/tree/${key}.ipynb`,
    doctor: async () => [
      { id: 'node', name: 'Node', status: 'ok', detail: '24.21.0', needed: true },
      {
        id: 'docker',
        name: 'Docker',
        status: 'missing',
        detail: 'no daemon answers',
        fix: 'not needed',
        needed: false,
      },
    ],
    ...more,
  });
}
