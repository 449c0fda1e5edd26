'use strict';
// What the edited files of tslab call (edits.cjs).
const { rewritePattern } = require('./earlier-names.cjs');
const { toCommonJs, nameCell } = require('./source-maps.cjs');

module.exports = { rewritePattern, toCommonJs, nameCell };
