// A worker thread that renders Markdown: grammars and the layout of diagrams take tens of megabytes and seconds of a slow
// machine, which the server neither keeps nor waits for.
import { parentPort } from 'node:worker_threads';
import { createRenderer, type Text } from './render.ts';
import type { Rendered } from './rendered.ts';

export interface RenderRequest {
  readonly id: number;
  readonly text: Text;
}

export type RenderAnswer =
  { readonly id: number; readonly rendered: Rendered } | { readonly id: number; readonly failed: string };

const renderer = createRenderer();

parentPort?.on('message', (request: RenderRequest) => void answer(request));

async function answer({ id, text }: RenderRequest): Promise<void> {
  parentPort?.postMessage(await attempt(id, text), []);
}

async function attempt(id: number, text: Text): Promise<RenderAnswer> {
  try {
    const render = await renderer;
    return { id, rendered: await render(text) };
  } catch (error) {
    return { id, failed: String(error) };
  }
}
