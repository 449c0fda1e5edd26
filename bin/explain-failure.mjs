// @ts-check
// Turns the words of npm, pip, uv, compilers and fetch into what is wrong: the disk, the network, a file in use, a right, or something else.

/** @typedef {'disk-full' | 'network' | 'certificate' | 'not-found' | 'busy' | 'permission' | 'other'} FailureKind */

/** @type {readonly (readonly [FailureKind, RegExp])[]} */
const signs = [
  ['disk-full', /ENOSPC|No space left on device|not enough space on the disk|EDQUOT|Disk quota exceeded/i],
  [
    'certificate',
    /UNABLE_TO_(GET_ISSUER_CERT|VERIFY_LEAF)|SELF_SIGNED_CERT|CERT_HAS_EXPIRED|CERTIFICATE_VERIFY_FAILED|invalid peer certificate|SSL certificate problem|SEC_E_UNTRUSTED_ROOT/i,
  ],
  [
    'network',
    /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|UND_ERR_|NewConnectionError|Max retries exceeded|ReadTimeout|ProxyError|error sending request|dns error|Could not resolve host|network request to .* failed|curl: \((5|6|7|18|28|35|52|56)\)/i,
  ],
  ['not-found', /E404|ETARGET|\b404\b|No matching version|No matching distribution found|No solution found/i],
  // Windows says EPERM, too, of what another program holds open while npm wants to rename or remove it.
  ['busy', /EBUSY|ENOTEMPTY|resource busy or locked|EPERM: operation not permitted, (rename|unlink|rmdir|rm)\b/i],
  ['permission', /EACCES|EPERM|Permission denied|EROFS|Read-only file system/i],
];

/**
 * @param {unknown} error
 * @returns {FailureKind}
 */
export function kindOfFailure(error) {
  const text = wordsOf(error);
  return signs.find(([, sign]) => sign.test(text))?.[0] ?? 'other';
}

/**
 * The last lines that say something, for quoting.
 * @param {unknown} error
 * @param {number} count
 */
export function lastLines(error, count = 6) {
  const lines = wordsOf(error)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  const telling = lines.filter((line) => !/^npm (warn|notice)|^npm error$|A complete log of this run/.test(line));
  // npm says first what is wrong, then how it is used; every other tool comes to the point at the end.
  const npm = telling.filter((line) => line.startsWith('npm error'));
  return (npm.length > 0 ? npm.slice(0, count) : (telling.length > 0 ? telling : lines).slice(-count)).join('\n');
}

/** @param {unknown} error @returns {string} the output of a command or the chain of causes */
export function wordsOf(error) {
  if (!(error instanceof Error)) return String(error);
  for (const words of ['output' in error ? error.output : undefined, 'stderr' in error ? error.stderr : undefined]) {
    if (typeof words === 'string' && words !== '') return words;
  }
  const code = 'code' in error ? `${String(error.code)} ` : '';
  const cause = error.cause === undefined ? '' : `\n${wordsOf(error.cause)}`;
  return `${code}${error.message}${cause}`;
}
