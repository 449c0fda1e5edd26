'use strict';
// Changes tslab's files while Node loads them; the files on disk stay as npm installed them.
const path = require('node:path');
const { registerHooks } = require('node:module');
const { pathToFileURL } = require('node:url');
const { edits } = require('./edits.cjs');
const { KernelRefusal } = require('./refusal.cjs');

/**
 * The source with every edit made.
 * @throws KernelRefusal when an edit does not match exactly once.
 */
function applyEdits(file, source, list) {
  return list.reduce((text, { find, put }) => {
    const parts = text.split(find);
    if (parts.length === 2) return parts.join(put);
    throw new KernelRefusal(
      `The notebook kernel cannot be started: an edit of tslab's ${file} matches ${parts.length - 1} times instead of once (${JSON.stringify(find.trim())}).`,
    );
  }, source);
}

/** Edited files reach the launcher's functions as `workbook`. On the first line, so that line numbers stay. */
function withWorkbook(source) {
  return `const workbook = require(${JSON.stringify(path.join(__dirname, 'inside-tslab.cjs'))});${source}`;
}

/** From now on tslab's files load edited. */
function install() {
  const dist = path.join(path.dirname(require.resolve('tslab/package.json')), 'dist');
  const byUrl = new Map(Object.keys(edits).map((file) => [pathToFileURL(path.join(dist, file)).href, file]));
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const file = byUrl.get(url);
      if (!file) return loaded;
      return { ...loaded, source: withWorkbook(applyEdits(file, Buffer.from(loaded.source).toString(), edits[file])) };
    },
  });
}

module.exports = { applyEdits, install };
