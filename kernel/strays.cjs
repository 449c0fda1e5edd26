'use strict';
// Work that fails where nobody awaits it. In a notebook it is printed by the cell that started it, and the cell has
// passed; with WORKBOOK_STRICT set, as in `npm test`, it fails that cell or, once that has ended, the next one.
const { currentCell } = require('./cells.cjs');
const { describeFault } = require('./traceback.cjs');

const found = [];

function install() {
  for (const event of ['unhandledRejection', 'uncaughtException']) {
    process.on(event, (stray) => {
      const fault = { stray, from: currentCell()?.number ?? 0 };
      found.push(fault);
      console.error(describeFault(fault).traceback.join('\n'));
    });
  }
}

/** The oldest stray since the last call, where strays fail cells. Waits one turn for those that are on their way. */
async function takeStray() {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  const [first] = found.splice(0);
  return process.env['WORKBOOK_STRICT'] ? first : undefined;
}

module.exports = { install, takeStray };
