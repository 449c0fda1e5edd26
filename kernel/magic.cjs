'use strict';
// `%pip install x` and `!ls` are commands of Jupyter's Python kernel. Here they would be syntax errors without a hint.

const first = /^\s*(?:(%%?[a-z]\w*)|!\s*([a-z.~/]\S*))[^\n]*/i;

/** What a cell asks of another kernel, `{ typed, shell }`; undefined where it begins as TypeScript does. */
exports.magicIn = function magicIn(code) {
  const match = first.exec(code);
  // `!isReady && start()` and `!done` are TypeScript.
  if (
    !match ||
    (match[2] && !/^(ls|cd|cat|pwd|pip3?|npm|npx|node|git|echo|rm|mkdir|which|curl|python3?)$/.test(match[2]))
  )
    return undefined;
  return { typed: match[0].trim(), shell: match[2] !== undefined };
};
