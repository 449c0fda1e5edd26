'use strict';
// Sends messages by a socket that refuses a second one while the first is under way, which may be at any time: of 512
// messages that zeromq sends at once it makes one wait for the event loop.

/** `send(frames)` sends at once where the socket can, also in the middle of a cell that never pauses; else in order, later. */
exports.Outbox = class Outbox {
  #socket;
  #waiting = [];
  #underWay = Promise.resolve();

  constructor(socket) {
    this.#socket = socket;
  }

  send(frames) {
    if (this.#waiting.length === 0 && this.#trySend(frames)) return;
    this.#waiting.push(frames);
    if (this.#waiting.length === 1) void this.#sendLater();
  }

  /** Resolves once everything so far is with the socket. */
  async sent() {
    while (this.#waiting.length > 0) await nextTurn();
    await this.#underWay;
  }

  #trySend(frames) {
    try {
      this.#underWay = this.#socket.send(frames).catch((error) => console.error('A message was not sent:', error));
      return true;
    } catch (error) {
      if (error.code !== 'EBUSY') throw error;
      return false;
    }
  }

  async #sendLater() {
    while (this.#waiting.length > 0) {
      await this.#underWay;
      await nextTurn();
      while (this.#waiting.length > 0 && this.#trySend(this.#waiting[0])) this.#waiting.shift();
    }
  }
};

const nextTurn = () =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
