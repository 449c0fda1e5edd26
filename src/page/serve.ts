// Puts the page on a port of this machine, and of this machine only.
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Connection } from '../kafka/connection.ts';
import { learnerPrefix } from '../grading/run-prefix.ts';
import type { SessionState } from '../watch/session.ts';
import { WorkbookError } from '../workbook-error.ts';
import { createApp } from './app.ts';
import { BrokerViewer } from './broker/viewer.ts';
import { courseOnDisk } from './course-on-disk.ts';
import { readComparison, type Comparison } from './comparison.ts';
import type { PageDeps } from './deps.ts';
import { wordsOf } from '../course/word-list.ts';
import { openInEditor } from './editor.ts';
import { text } from './words.ts';
import { createMarkdown } from './markdown/markdown.ts';
import { warm } from './warm.ts';

/** The only place that names it. */
export const defaultPort = 4400;
const tries = 20;

export interface PageOptions extends Pick<PageDeps, 'session' | 'doctor' | 'brokerControl' | 'openNotebook'> {
  /** How to reach the broker that is there now; undefined while there is none. */
  readonly connection: () => Connection | undefined;
  /** How to reach the cluster that drills break, while there is one. */
  readonly drillCluster?: () => Connection | undefined;
  /** Folder that holds lessons/ and exercises/. */
  readonly root: string;
  /** The results to show; those of benchmarks/results where not given. */
  readonly comparison?: () => Comparison;
  /** See PageDeps; all are one where not given. */
  readonly learner?: string;
  /** First port to try; 0 for any. */
  readonly port?: number;
}

export interface ServedPage extends AsyncDisposable {
  /** `http://127.0.0.1:4400` */
  readonly address: string;
  /** A sentence where the port wished for was taken. */
  readonly moved: string | undefined;
}

/**
 * Serves the page on 127.0.0.1 until it is disposed. A taken port makes it take the next one.
 * @throws WorkbookError where none of twenty ports is free.
 */
export async function servePage(options: PageOptions): Promise<ServedPage> {
  const { root, session, connection, drillCluster, port: wished = defaultPort } = options;
  const course = courseOnDisk(root);
  const viewer = new BrokerViewer({
    connection,
    ...(drillCluster && { drillCluster }),
    isWanted: (name) => isWanted(session.state, name),
  });
  const deps: PageDeps = {
    course,
    session,
    viewer,
    brokerControl: options.brokerControl,
    doctor: options.doctor,
    comparison: options.comparison ?? readComparison,
    openNotebook: options.openNotebook,
    markdown: createMarkdown(wordsOf(course)),
    learner: options.learner ?? 'learner',
    now: Date.now,
    openInEditor: (path) => openInEditor(course(), path),
  };
  let port = wished;
  const app = createApp(deps, () => port);
  const answer = getRequestListener(app.hono.fetch);
  const server = createServer((request, response) => void answer(request, response));
  port = await listen(server, wished);
  const stop = new AbortController();
  void warm(deps, stop.signal);
  return {
    address: `http://127.0.0.1:${port}`,
    moved: wished !== 0 && port !== wished ? text.portTaken(wished, port) : undefined,
    async [Symbol.asyncDispose]() {
      stop.abort();
      app[Symbol.dispose]();
      server.closeAllConnections();
      await Promise.all([
        new Promise((resolve) => server.close(resolve)),
        viewer[Symbol.asyncDispose](),
        deps.markdown[Symbol.asyncDispose](),
      ]);
    },
  };
}

// On a broker that others use too, only the learner's own.
function isWanted({ broker }: SessionState, name: string): boolean {
  return broker.status !== 'ready' || broker.source !== 'given' || name.startsWith(`${learnerPrefix()}-`);
}

async function listen(server: Server, wished: number): Promise<number> {
  for (let port = wished; port < wished + tries; port++) {
    if (!(await tryToListen(server, port))) continue;
    const address = server.address();
    return address !== null && typeof address === 'object' ? address.port : port;
  }
  throw new WorkbookError(text.noPort(wished, wished + tries - 1), { next: text.noPortNext });
}

function tryToListen(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', failed);
      resolve(true);
    });
  });
}
