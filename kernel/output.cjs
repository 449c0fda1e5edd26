'use strict';
// What cells print. Lines that follow close upon each other travel as one message: JupyterLab drops messages beyond a
// thousand a second, and a loop that prints is the commonest cell of all.
const { StringDecoder } = require('node:string_decoder');
const { currentCell } = require('./cells.cjs');

const batchSize = 16_384;
const pause = 50;

/** `write(stream, text)`: at once after a pause, else gathered until `flush()`, the end of the turn, 16 KB or 50 ms. */
function batched(send) {
  let stream;
  let text = '';
  let sent = 0;
  const flush = () => {
    if (!text) return;
    send(stream, text);
    text = '';
    sent = performance.now();
  };
  const write = (name, more) => {
    if (name !== stream) flush();
    if (!text) setImmediate(flush);
    stream = name;
    text += more;
    if (text.length > batchSize || performance.now() - sent > pause) flush();
  };
  return { write, flush };
}

/** Sends what this process prints to the cell that printed it; before the first cell, where it always went. */
function capture(name) {
  const stream = process[name];
  const direct = stream.write.bind(stream);
  const decoder = new StringDecoder('utf8');
  stream.write = (chunk, encoding, done) => {
    const cell = currentCell();
    if (!cell) return direct(chunk, encoding, done);
    cell.write(name, typeof chunk === 'string' ? chunk : decoder.write(chunk));
    const callback = typeof encoding === 'function' ? encoding : done;
    if (callback) process.nextTick(callback);
    return true;
  };
}

module.exports = { batched, capture };
