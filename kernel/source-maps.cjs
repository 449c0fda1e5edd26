'use strict';
// A cell is translated twice: TypeScript to an ES module, that to CommonJS. Both maps are kept for each cell, so that
// `cell 3:7:12` in a stack trace of the translated code becomes the line and column that the learner wrote.
const { SourceMap } = require('node:module');
const { currentCell } = require('./cells.cjs');

const inlineMap = /\n?\/\/# sourceMappingURL=data:application\/json;base64,([\w+/=]+)\s*$/;
/** tslab puts one line before every cell (`export {};`). */
const linesBefore = 1;

let latest;
const cells = new Map();

/** An ES module with an inline map as CommonJS, for `new Function`-like use: no "use strict" and no map comment. */
function toCommonJs(ts, js) {
  const [, first] = inlineMap.exec(js) ?? [];
  const { outputText, sourceMapText } = ts.transpileModule(js.replace(inlineMap, ''), {
    fileName: 'cell.js',
    compilerOptions: {
      module: ts.ModuleKind.CommonJS,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      target: ts.ScriptTarget.ESNext,
      esModuleInterop: true,
      allowJs: true,
      newLine: ts.NewLineKind.LineFeed,
      sourceMap: true,
    },
  });
  const texts = [sourceMapText, first && Buffer.from(first, 'base64').toString()];
  const code = outputText.replace(/\n?\/\/# sourceMappingURL=\S+\s*$/, '');
  latest = {
    lines: code.split('\n').length,
    maps: texts.filter(Boolean).map((text) => new SourceMap(JSON.parse(text))),
  };
  return code;
}

/** The file name of the cell that is about to run: what was translated last. */
function nameCell() {
  const name = `cell ${currentCell()?.number ?? 0}`;
  cells.set(name, latest);
  return name;
}

/** The frames of a stack with the learner's own lines and columns, without the call that tslab wraps a cell in. */
function mapFrames(frames) {
  return frames.flatMap((frame) => {
    const [place, name, line, column] = /(cell \d+):(\d+):(\d+)/.exec(frame) ?? [];
    const cell = cells.get(name);
    if (!cell) return [frame];
    if (line > cell.lines) return [];
    const found = original(cell.maps, { line: line - 1, column: column - 1 });
    return found ? [frame.replace(place, `${name}:${found.line + 1 - linesBefore}:${found.column + 1}`)] : [frame];
  });
}

function original(maps, start) {
  return maps.reduce((place, map) => {
    const entry = place && map.findEntry(place.line, place.column);
    return entry && 'originalLine' in entry ? { line: entry.originalLine, column: entry.originalColumn } : undefined;
  }, start);
}

module.exports = { toCommonJs, nameCell, mapFrames };
