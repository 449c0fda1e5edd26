// Brings the compiled part of node-rdkafka, which is published as sources only: it is there, or in the user's cache, or it
// is compiled, librdkafka included. Minutes, once for a version of the package and of Node.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const name = 'node-rdkafka';
const here = import.meta.dirname;
const { version } = createRequire(import.meta.url)(`${name}/package.json`) as { version: string };
const target = join(here, 'node_modules', name, 'build');
const { env, platform } = process;
const cache = join(
  env.WORKBOOK_CACHE ?? join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'kafka-workbook'),
  'native',
  [name, version, process.versions.modules, platform, process.arch, ...libc()].join('-'),
);

/** A library compiled for glibc does not load where there is musl, and the other way round. */
function libc(): string[] {
  if (platform !== 'linux') return [];
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return [report.header?.glibcVersionRuntime ? 'glibc' : 'musl'];
}

/** In a process of its own, because a wrong addon may end the process that loads it. */
const loads = () => spawnSync(process.execPath, ['-e', `require('${name}')`], { cwd: here }).status === 0;

/** What is needed to load the addon: a tenth of what the compiler leaves behind. */
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

function refuseWithoutCompiler(): void {
  const missing = (platform === 'win32' ? ['python'] : ['c++', 'make', 'python3']).filter(
    (tool) => spawnSync(tool, ['--version']).error,
  );
  if (missing.length > 0) giveUp(`needs ${missing.join(', ')} to compile librdkafka`);
}

/** In a folder of its own: neither make nor librdkafka's configure can work in a path with spaces. */
function compile(): void {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
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
      // Without headers beside this Node, node-gyp downloads them.
      env: { ...rest, ...(hasHeaders && { npm_config_nodedir: join(folder, 'node') }) },
    });
    if (made.status !== 0) giveUp(...why(made.stdout + made.stderr));
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
  refuseWithoutCompiler();
  compile();
  if (!loads()) giveUp(`${name} was compiled but does not load`);
  copyLoadable(target, cache);
}
