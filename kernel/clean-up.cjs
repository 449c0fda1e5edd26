'use strict';
// What still has to be done when the kernel ends: consumers leave their group, topics of the notebook go.
// Without it the group waits for a member that is gone, and the next join takes tens of seconds.
const { currentCell } = require('./cells.cjs');

const patience = 3_000;
const kept = [];

/** Runs the work when the kernel shuts down or restarts, or when the cell that is running now is interrupted. */
function onEnd(work) {
  const entry = { work, cell: currentCell() };
  kept.push(entry);
  return () => {
    if (kept.includes(entry)) kept.splice(kept.indexOf(entry), 1);
  };
}

/**
 * Runs what was kept by a cell, or all, newest first and one after the other: a topic goes after its consumer.
 * A failure or three seconds of one do not stop the rest.
 */
async function cleanUp(cell) {
  const due = kept.filter((entry) => !cell || entry.cell === cell).toReversed();
  for (const entry of due) {
    kept.splice(kept.indexOf(entry), 1);
    await Promise.race([attempt(entry.work), deadline()]);
  }
}

async function attempt(work) {
  try {
    await work();
  } catch (error) {
    console.error('Clean-up failed:', error);
  }
}

function deadline() {
  return new Promise((resolve) => {
    setTimeout(resolve, patience).unref();
  });
}

module.exports = { onEnd, cleanUp };
