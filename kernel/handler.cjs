'use strict';
// Runs cells one after the other and says how each went, in the words of Jupyter's protocol.
const { JupyterHandlerImpl } = require('tslab/dist/jupyter.js');
const { TaskCanceledError } = require('tslab/dist/util.js');
const { runAs } = require('./cells.cjs');
const { cleanUp } = require('./clean-up.cjs');
const { batched } = require('./output.cjs');
const { magicIn } = require('./magic.cjs');
const { takeStray } = require('./strays.cjs');
const { describeFault, isInterrupt } = require('./traceback.cjs');
const { expected } = require('./versions.cjs');

/** After a failed cell, requests that arrive within this time belong to the same "run all" and are aborted. */
const abortWindow = 200;

class CellFailure extends Error {
  constructor(content) {
    super('cell failed');
    this.content = content;
  }
}

exports.Handler = class Handler extends JupyterHandlerImpl {
  #running;

  handleKernel() {
    const { language_info: language, ...info } = super.handleKernel();
    const typescript = expected['@tslab/typescript-for-tslab'];
    return {
      ...info,
      status: 'ok',
      implementation_version: expected.tslab,
      banner: `TypeScript ${typescript} on Node ${process.versions.node}`,
      language_info: { ...language, version: typescript },
    };
  }

  /** The reply to an execute_request; `io` is `{ started, stream, display, failed }`, called as things happen. */
  async handleExecute(request, io) {
    try {
      return await this.execQueue.add(() => this.#runCell(request, io));
    } catch (error) {
      if (error instanceof TaskCanceledError) return { status: 'aborted' };
      this.execQueue.reset(request.stop_on_error === false ? undefined : abortWindow);
      if (error instanceof CellFailure) return error.content;
      throw error;
    }
  }

  async #runCell(request, io) {
    const cell = this.#open(io);
    io.started(request.code, cell.number);
    const fault = await runAs(cell, () => this.#faultOf(request.code, cell));
    cell.flush();
    this.#running = undefined;
    const content = { execution_count: cell.number, user_expressions: {}, payload: [] };
    if (!fault) return { status: 'ok', ...content };
    const error = describeFault(fault);
    io.failed(error);
    throw new CellFailure({ status: 'error', ...content, ...error });
  }

  #open(io) {
    const { write, flush } = batched(io.stream);
    const display = (data, update) => {
      flush();
      io.display(data, update);
    };
    this.#running = { number: ++this.execCount, write, flush, display, stop: new AbortController() };
    return this.#running;
  }

  async #faultOf(code, cell) {
    const fault = (await this.#execute(code)) ?? (await takeStray());
    if (fault && isInterrupt(fault.thrown)) await this.#silence(cell);
    return fault;
  }

  // JavaScript cannot be stopped while it waits: what the cell does after its interrupt is not shown any more.
  async #silence(cell) {
    await cleanUp(cell);
    cell.flush();
    cell.write = () => {};
    cell.display = () => {};
  }

  // What the kernel itself gets wrong is an error of the cell too: without a reply it would seem to run for ever.
  async #execute(code) {
    const magic = magicIn(code);
    if (magic) return { magic };
    try {
      return await this.executor.execute(code);
    } catch (thrown) {
      return { thrown };
    }
  }

  /** Ends the running cell; what it started is cleaned up, what earlier cells started stays. */
  interrupt() {
    this.#running?.stop.abort();
    this.executor.interrupt();
  }
};
