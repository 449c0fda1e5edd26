/** What of this process's environment learner code needs. The rest (tokens, passwords, ours) is none of its business. */
const handedOn = [
  'PATH',
  'HOME',
  'USER',
  'LANG',
  'LC_ALL',
  'WORKBOOK_LANGUAGE',
  'TZ',
  'TMPDIR',
  'LD_LIBRARY_PATH',
  'NODE_ENV',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NO_COLOR',
  'KAFKAJS_NO_PARTITIONER_WARNING',
  // Windows does not start a process without these.
  'SystemRoot',
  'SystemDrive',
  'windir',
  'ComSpec',
  'PATHEXT',
  'TEMP',
  'TMP',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
];

/** The environment of a process of learner code: a list of names, and what is given here. */
export function subjectEnv(more: NodeJS.ProcessEnv, from: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const kept = handedOn.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]);
  // Compiled code is kept apart: whoever writes it may choose what the next process runs, and this one runs learner code.
  const cache = from['WORKBOOK_SUBJECT_CACHE'];
  return { ...Object.fromEntries(kept), ...(cache && { NODE_COMPILE_CACHE: cache }), ...more };
}
