import { Worker } from 'node:worker_threads';
import type { RenderAnswer, RenderRequest } from './render-entry.ts';
import type { Text } from './render.ts';
import type { Rendered } from './rendered.ts';

/** How long the thread waits for more, in milliseconds. */
const lingers = 5_000;

/** Renders in a thread that starts with the first text and ends soon after the last. */
export class RenderWorker implements AsyncDisposable {
  readonly #waiting = new Map<number, PromiseWithResolvers<Rendered>>();
  #worker: Worker | undefined;
  #ending: NodeJS.Timeout | undefined;
  #last = 0;

  /** @throws Error where the text cannot be rendered, or the thread ends. */
  render(text: Text): Promise<Rendered> {
    const request: RenderRequest = { id: ++this.#last, text };
    const answer = Promise.withResolvers<Rendered>();
    clearTimeout(this.#ending);
    this.#waiting.set(request.id, answer);
    this.#worker ??= this.#start();
    this.#worker.postMessage(request, []);
    return answer.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#ending);
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #start(): Worker {
    // No flags of ours: they may preload what only the workbook's own process needs.
    const worker = new Worker(new URL('./render-entry.ts', import.meta.url), { execArgv: [] });
    worker.unref();
    worker.on('message', (answer: RenderAnswer) => this.#take(answer));
    worker.on('error', (error) => this.#lose(worker, error));
    worker.on('exit', () => this.#lose(worker, new Error('The thread that renders Markdown has ended.')));
    return worker;
  }

  #take(answer: RenderAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('rendered' in answer) waiting?.resolve(answer.rendered);
    else waiting?.reject(new Error(answer.failed));
    if (this.#waiting.size === 0) this.#ending = setTimeout(() => void this[Symbol.asyncDispose](), lingers).unref();
  }

  #lose(worker: Worker, reason: Error): void {
    if (this.#worker === worker) this.#worker = undefined;
    else if (this.#worker) return;
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }
}
