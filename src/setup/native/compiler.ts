// What compiling librdkafka takes, whether it is here, and the command that brings what is not.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ask } from '../../processes/ask.ts';
import { text } from '../words.ts';

const headers = [
  ['openssl', 'openssl/ssl.h'],
  ['zlib', 'zlib.h'],
  ['zstd', 'zstd.h'],
  ['lz4', 'lz4.h'],
  ['sasl', 'sasl/sasl.h'],
  ['curl', 'curl/curl.h'],
] as const;

export type BuildTool = 'c++' | 'make' | 'python3' | (typeof headers)[number][0];

type Names = Readonly<Record<BuildTool, string>>;

const debian: Names = {
  'c++': 'g++',
  make: 'make',
  python3: 'python3',
  openssl: 'libssl-dev',
  zlib: 'zlib1g-dev',
  zstd: 'libzstd-dev',
  lz4: 'liblz4-dev',
  sasl: 'libsasl2-dev',
  curl: 'libcurl4-openssl-dev',
};
const redHat: Names = {
  'c++': 'gcc-c++',
  make: 'make',
  python3: 'python3',
  openssl: 'openssl-devel',
  zlib: 'zlib-devel',
  zstd: 'libzstd-devel',
  lz4: 'lz4-devel',
  sasl: 'cyrus-sasl-devel',
  curl: 'libcurl-devel',
};
const alpine: Names = {
  'c++': 'build-base',
  make: 'build-base',
  python3: 'python3',
  openssl: 'openssl-dev',
  zlib: 'zlib-dev',
  zstd: 'zstd-dev',
  lz4: 'lz4-dev',
  sasl: 'cyrus-sasl-dev',
  curl: 'curl-dev',
};

const installers: readonly (readonly [program: string, words: string, names: Names])[] = [
  ['apt-get', 'apt-get install -y', debian],
  ['dnf', 'dnf install -y', redHat],
  ['yum', 'yum install -y', redHat],
  ['apk', 'apk add', alpine],
];

/** The tools and headers that are not here. */
export async function missingBuildTools(env: NodeJS.ProcessEnv = process.env): Promise<readonly BuildTool[]> {
  const missing: BuildTool[] = [];
  if (!isOnPath('make', env)) missing.push('make');
  if (!isOnPath('python3', env)) missing.push('python3');
  if (!isOnPath('c++', env) && !isOnPath('g++', env)) return [...missing, 'c++'];
  // macOS has a c++ that opens a window when the developer tools are not installed.
  if (process.platform === 'darwin' && !(await runs('xcode-select', ['-p'], env))) return [...missing, 'c++'];
  return [...missing, ...(await missingHeaders(env))];
}

async function missingHeaders(env: NodeJS.ProcessEnv): Promise<readonly BuildTool[]> {
  const source = headers
    .map(
      ([name, file]) => `#if !__has_include(<${file}>)
lacks ${name}
#endif
`,
    )
    .join('');
  const compiler = isOnPath('c++', env) ? 'c++' : 'g++';
  try {
    const { stdout } = await ask(compiler, ['-E', '-P', '-x', 'c++', '-'], { env: withHomebrew(env), input: source });
    return headers.map(([name]) => name).filter((name) => new RegExp(`^lacks ${name}$`, 'm').test(stdout));
  } catch {
    return ['c++'];
  }
}

/**
 * An environment in which a compiler on macOS finds what Homebrew has installed: it looks neither in /opt/homebrew nor for
 * OpenSSL, which Homebrew keeps apart from Apple's.
 */
export function withHomebrew(
  env: NodeJS.ProcessEnv,
  { platform, exists }: { platform: NodeJS.Platform; exists: (file: string) => boolean } = {
    platform: process.platform,
    exists: existsSync,
  },
): NodeJS.ProcessEnv {
  const prefix = ['/opt/homebrew', '/usr/local'].find((folder) => exists(join(folder, 'bin', 'brew')));
  if (platform !== 'darwin' || prefix === undefined) return env;
  const places = (part: string, own: string | undefined) =>
    [join(prefix, part), join(prefix, 'opt', 'openssl@3', part), own].filter(Boolean).join(':');
  return { ...env, CPATH: places('include', env['CPATH']), LIBRARY_PATH: places('lib', env['LIBRARY_PATH']) };
}

/** The command that installs what is missing, for this system; on an unknown system the names alone. */
export function installCommand(missing: readonly BuildTool[], env: NodeJS.ProcessEnv = process.env): string {
  if (process.platform === 'darwin') return 'xcode-select --install && brew install openssl@3 zstd lz4';
  // Without a compiler nobody has looked for the headers.
  const wanted = missing.includes('c++') ? [...missing, ...headers.map(([name]) => name)] : missing;
  const sudo = process.getuid?.() === 0 ? '' : 'sudo ';
  for (const [program, words, names] of installers) {
    if (isOnPath(program, env)) return `${sudo}${words} ${[...new Set(wanted.map((tool) => names[tool]))].join(' ')}`;
  }
  return text.native.installBy(missing.join(', '));
}

function isOnPath(program: string, env: NodeJS.ProcessEnv): boolean {
  return (env['PATH'] ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, program)));
}

async function runs(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  return ask(program, args, { env }).then(
    () => true,
    () => false,
  );
}
