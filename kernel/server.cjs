'use strict';
// tslab's server, which speaks Jupyter's protocol over ZeroMQ, with the answers that tslab owes.
const fs = require('node:fs');
const { ZmqMessage, ZmqServer } = require('tslab/dist/jupyter.js');
const zmq = require('zeromq');
const { Outbox } = require('./outbox.cjs');

/** Without a mark a message is handed over at once; at one, publishers drop output in silence and others wait. */
const unlimited = { sendHighWaterMark: 0 };

exports.Server = class Server extends ZmqServer {
  #handlers = {
    kernel_info_request: (socket, message) => this.handleKernelInfo(socket, message),
    execute_request: (socket, message) => this.handleExecute(socket, message),
    is_complete_request: (socket, message) => this.handleIsComplete(socket, message),
    inspect_request: (socket, message) => this.handleInspect(socket, message),
    complete_request: (socket, message) => this.handleComplete(socket, message),
    comm_info_request: (socket, message) =>
      this.#reply(socket, message, 'comm_info_reply', { status: 'ok', comms: {} }),
    interrupt_request: (socket, message) => this.#interrupt(socket, message),
    shutdown_request: (socket, message) => this.#shutdown(socket, message),
  };

  #outboxes = new Map();

  /** `end()` is called once the shutdown has been answered. */
  constructor(handler, configPath, end) {
    super(handler, configPath);
    this.end = end;
  }

  /** Binds, then listens: tslab listens while its sockets still bind, and an early request finds them busy. */
  async init() {
    const info = JSON.parse(fs.readFileSync(this.configPath, 'utf8'));
    this.connInfo = info;
    const sockets = {
      iopub: new zmq.Publisher(unlimited),
      shell: new zmq.Router(unlimited),
      control: new zmq.Router(unlimited),
      stdin: new zmq.Router(unlimited),
      hb: new zmq.Reply(),
    };
    await Promise.all(Object.entries(sockets).map(([name, socket]) => this.bindSocket(socket, info[`${name}_port`])));
    this.iopub = sockets.iopub;
    await Promise.all([this.#listen(sockets.shell), this.#listen(sockets.control), this.#echo(sockets.hb)]);
  }

  async #listen(socket) {
    for await (const frames of socket) {
      this.handleShellMessage(socket, ...frames).catch((error) => console.error('The kernel failed to answer:', error));
    }
  }

  async #echo(socket) {
    for await (const frames of socket) await socket.send(frames);
  }

  async handleShellMessage(socket, ...frames) {
    const message = ZmqMessage.fromRaw(this.connInfo.key, frames);
    this.#publish(message, 'status', { execution_state: 'busy' });
    try {
      await this.#handlers[message.header.msg_type]?.(socket, message);
    } finally {
      this.#publish(message, 'status', { execution_state: 'idle' });
    }
  }

  async handleExecute(socket, message) {
    const content = await this.handler.handleExecute(message.content, {
      started: (code, count) => this.#publish(message, 'execute_input', { code, execution_count: count }),
      stream: (name, text) => this.#publish(message, 'stream', { name, text }),
      display: (data, update) => this.#publish(message, update ? 'update_display_data' : 'display_data', data),
      failed: (error) => this.#publish(message, 'error', error),
    });
    this.#reply(socket, message, 'execute_reply', content);
  }

  #interrupt(socket, message) {
    this.handler.interrupt();
    this.#reply(socket, message, 'interrupt_reply', { status: 'ok' });
  }

  #shutdown(socket, message) {
    this.#reply(socket, message, 'shutdown_reply', { status: 'ok', restart: message.content.restart });
    void this.#outboxOf(socket)
      .sent()
      .then(() => setImmediate(() => this.end()));
  }

  #publish(message, type, content) {
    this.#reply(this.iopub, message, type, content);
  }

  #outboxOf(socket) {
    if (!this.#outboxes.has(socket)) this.#outboxes.set(socket, new Outbox(socket));
    return this.#outboxes.get(socket);
  }

  #reply(socket, message, type, content) {
    const reply = message.createReply();
    reply.header.msg_type = type;
    reply.content = content;
    reply.signAndSend(this.connInfo.key, this.#outboxOf(socket));
  }
};
