// Brings the compiled part of @confluentinc/kafka-javascript: it is there, or in the user's cache, where the workbook keeps
// it too, or it comes from Confluent's releases, or it is compiled, librdkafka included.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const name = '@confluentinc/kafka-javascript';
const here = import.meta.dirname;
const { version } = createRequire(import.meta.url)(`${name}/package.json`) as { version: string };
const target = join(here, 'node_modules', name, 'build');
const { env, platform } = process;
const cache = join(
  env.WORKBOOK_CACHE ?? join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'kafka-workbook'),
  'native',
  [version, process.versions.modules, platform, process.arch, ...libc()].join('-'),
);

/** A library compiled for glibc does not load where there is musl, and the other way round. */
function libc(): string[] {
  if (platform !== 'linux') return [];
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return [report.header?.glibcVersionRuntime ? 'glibc' : 'musl'];
}

/** In a process of its own, because a wrong addon may end the process that loads it. */
const loads = () => spawnSync(process.execPath, ['-e', `require('${name}')`], { cwd: here }).status === 0;

/** What is needed to load the addon: a fifth of what the compiler leaves behind. */
function copyLoadable(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  for (const [folder, wanted] of [
    ['Release', /\.(node|dll)$/],
    ['deps', /\.so\.\d+$|\.\d+\.dylib$/],
  ] as const) {
    if (!existsSync(join(from, folder))) continue;
    mkdirSync(join(to, folder), { recursive: true });
    for (const file of readdirSync(join(from, folder)).filter((file) => wanted.test(file))) {
      cpSync(join(from, folder, file), join(to, folder, file), { dereference: true });
    }
  }
}

function giveUp(...words: string[]): never {
  console.error(words.join('\n'));
  process.exit(1);
}

const missingTools = () => ['c++', 'make', 'python3'].filter((tool) => spawnSync(tool, ['--version']).error);

/** The package's own installer: it downloads, or compiles. In a folder of its own, because make cannot work in a path with spaces. */
function install(): void {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-javascript-'));
  try {
    for (const part of ['package.json', 'package-lock.json', 'node_modules']) {
      cpSync(join(here, part), join(folder, part), { recursive: true });
    }
    const prefix = dirname(dirname(process.execPath));
    const hasHeaders = existsSync(join(prefix, 'include', 'node', 'node.h'));
    if (hasHeaders) symlinkSync(prefix, join(folder, 'node'), 'junction');
    const { MAKEFLAGS: _racesInTheOuterMake, ...rest } = env;
    const made = spawnSync('npm', ['rebuild', name, '--foreground-scripts'], {
      cwd: folder,
      encoding: 'utf8',
      shell: platform === 'win32',
      maxBuffer: 1e9,
      // Without headers beside this Node, node-gyp downloads them. A static build would download OpenSSL and zlib.
      env: { ...rest, CKJS_LINKING: 'dynamic', ...(hasHeaders && { npm_config_nodedir: join(folder, 'node') }) },
    });
    if (made.status !== 0) {
      const missing = missingTools();
      if (missing.length > 0)
        giveUp(`has no published binary for this machine, and needs ${missing.join(', ')} to compile`);
      giveUp(...why(made.stdout + made.stderr));
    }
    copyLoadable(join(folder, 'node_modules', name, 'build'), target);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function why(output: string): string[] {
  const lines = output.trim().split('\n');
  console.error(lines.slice(-60).join('\n'));
  return lines.filter((line) => /error:|No such file|ENOTFOUND/.test(line)).slice(0, 2);
}

if (!loads() && existsSync(cache)) copyLoadable(cache, target);
if (!loads()) {
  install();
  if (!loads()) giveUp(`${name} was installed but does not load`);
  copyLoadable(target, cache);
}
