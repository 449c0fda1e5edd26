// @ts-check
// A language for tests: English in which every letter stands twice. What is read with single letters where this language
// is spoken did not come out of a catalogue, or is no word: a command, a name, what Kafka or a learner's program said.

/** What was handed to `verbatim`. @type {Set<string>} */
const kept = new Set();

/**
 * Words that stand in a sentence as they are typed, in every language: a command, a setting.
 * @template {string} Words
 * @param {Words} words
 * @returns {Words} the same
 */
export function verbatim(words) {
  kept.add(words);
  return words;
}

/** Names, which no language translates. */
const names = [
  'Apache Kafka KRaft ZooKeeper kafkajs Confluent librdkafka Apicurio Maven Docker Compose Exercism JUnit Jupyter JupyterLab SDK NuGet Homebrew',
  'Node npm Java JVM JDK Python pip uv TypeScript JavaScript Shell Markdown JSON YAML HTML CSV TLS SASL ACL ACLs',
  'Debian Ubuntu Linux macOS Windows Chromium Chrome OneDrive iCloud PATH EDITOR Ctrl-C',
].flatMap((line) => line.split(' '));

/** Commands of other programs that sentences name. */
const commands =
  /\b(?:sudo|git|docker|brew|winget|node)(?: (?:apt-get|install|compose|usermod|checkout|pull|up|down|ps|info|npm|python|docker|exercises|-[\w-]*|\$USER|[\w-]*[\d./_:-][\w./:-]*\w))+/;

/** What is no word by its look: in back-ticks, {a placeholder}, an address, --an-option, a path, a_name, camelCase, f(), .ts */
const looks = [
  /`[^`]*`/,
  /\{\w+\}/,
  /https?:\/\/[^\s,]+\w/,
  commands,
  /(?<![\w-])--?[a-z][\w-]*/,
  /[\w@$~.-]*[\\/_#@=][\w@$~.:/\\#=-]*\w/,
  /\w*[a-z][A-Z]\w*/,
  /\w+\(\)/,
  /[\w-]*\.\w+(?:\.\w+)*/,
  /&\w+;|<[^>]*>/,
];

/**
 * A catalogue in the test language: strings doubled, groups doubled through, and functions that double what they return
 * except for the strings that they were given.
 * @param {any} words
 * @param {readonly string[]} [given] strings to leave alone
 * @returns {any}
 */
export function double(words, given = []) {
  if (typeof words === 'string') return doubleText(words, given);
  if (typeof words === 'function') {
    return (/** @type {unknown[]} */ ...args) => double(words(...args), args.flatMap(stringsIn));
  }
  if (Array.isArray(words)) return words.map((entry) => double(entry, given));
  if (typeof words !== 'object' || words === null) return words;
  return Object.fromEntries(Object.entries(words).map(([key, entry]) => [key, double(entry, given)]));
}

/**
 * @param {string} text
 * @param {readonly string[]} given
 */
function doubleText(text, given) {
  let doubled = '';
  let at = 0;
  for (const { 0: found, index } of text.matchAll(leftAlone(given))) {
    doubled += twice(text.slice(at, index)) + found;
    at = index + found.length;
  }
  return doubled + twice(text.slice(at));
}

/**
 * Finds what stays as it is in this language: commands, names, what is no word by its look, and what is given.
 * @param {readonly string[]} given
 */
export function leftAlone(given) {
  const whole = [...kept, ...names, ...given].filter((part) => /\p{L}/u.test(part));
  // The longest first: a command before the name that it begins with.
  // oxlint-disable-next-line unicorn/no-array-sort -- Node 18 has no toSorted
  const parts = whole.sort((one, other) => other.length - one.length).map(alone);
  return new RegExp([...parts, ...looks.map(({ source }) => source)].join('|'), 'gu');
}

/** @param {string} text */
const twice = (text) => text.replace(/\p{L}/gu, '$&$&');

/** A pattern for a part that is not a piece of a longer word. @param {string} part */
function alone(part) {
  const before = /^\p{L}/u.test(part) ? '(?<!\\p{L})' : '';
  const after = /\p{L}$/u.test(part) ? '(?!\\p{L})' : '';
  return `${before}${part.replace(/[\\^$.*+?()[\]{}|/-]/g, (sign) => (sign === '-' ? '-' : `\\${sign}`))}${after}`;
}

/** All strings in a value, however deep. @param {unknown} value @returns {string[]} */
function stringsIn(value) {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
