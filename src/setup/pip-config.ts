// What pip is told about this machine's network, read without pip: in many an organisation these settings are the only way
// to a package index, and a machine that has them need not have Python.
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface PipSettings {
  /** Addresses of package indexes in pip's form (…/simple), without a slash at the end; the first that has a file wins. */
  readonly indexes: readonly string[];
  /** Folders or addresses that hold files themselves. */
  readonly findLinks: readonly string[];
  readonly proxy: string | undefined;
  /** A file with certificates of authorities. */
  readonly cert: string | undefined;
}

const publicIndex = 'https://pypi.org/simple';

/**
 * pip's settings: its environment variables before its files, WORKBOOK_PYPI (an index, in pip's form) before both.
 * Files that are not there or not readable say nothing.
 */
export function pipSettings(env: NodeJS.ProcessEnv = process.env): PipSettings {
  const fromFiles = new Map(configFiles(env).flatMap((file) => [...parsePipConfig(contentOf(file))]));
  const value = (name: string) => env[`PIP_${name.toUpperCase().replaceAll('-', '_')}`] ?? fromFiles.get(name);
  const main = env['WORKBOOK_PYPI'] ?? value('index-url') ?? publicIndex;
  return {
    indexes: [main, ...words(value('extra-index-url'))].map((index) => index.replace(/\/+$/, '')),
    findLinks: words(value('find-links')),
    proxy: value('proxy'),
    cert: value('cert'),
  };
}

/** The settings of pip's INI format that hold for an installation, by their names. Sections of other commands are left out. */
export function parsePipConfig(content: string): ReadonlyMap<string, string> {
  const sections: Record<string, Map<string, string>> = {};
  const [global, install] = [(sections['global'] = new Map()), (sections['install'] = new Map())];
  let section: Map<string, string> | undefined;
  const lines = content.split(/\r?\n/).filter((line) => !/^\s*([#;]|$)/.test(line));
  // A value may go on in indented lines.
  for (const line of lines.join('\n').replaceAll(/\n\s+/g, ' ').split('\n')) {
    const header = /^\[(?<name>[^\]]+)\]/.exec(line)?.groups?.['name'];
    const [, name, value = ''] = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (header !== undefined) section = sections[header];
    else if (name !== undefined) section?.set(name.toLowerCase().replaceAll('_', '-'), value.trim());
  }
  return new Map([...global, ...install]);
}

/** From the weakest to the strongest. */
function configFiles(env: NodeJS.ProcessEnv): string[] {
  const own = env['PIP_CONFIG_FILE'];
  const home = homedir();
  const xdg = env['XDG_CONFIG_HOME'] ?? join(home, '.config');
  const places: Partial<Record<NodeJS.Platform, string[]>> = {
    win32: [
      join(env['ProgramData'] ?? 'C:\\ProgramData', 'pip', 'pip.ini'),
      join(home, 'pip', 'pip.ini'),
      join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'pip', 'pip.ini'),
    ],
    darwin: [
      '/Library/Application Support/pip/pip.conf',
      join(home, '.pip', 'pip.conf'),
      join(xdg, 'pip', 'pip.conf'),
      join(home, 'Library', 'Application Support', 'pip', 'pip.conf'),
    ],
  };
  const unix = ['/etc/xdg/pip/pip.conf', '/etc/pip.conf', join(home, '.pip', 'pip.conf'), join(xdg, 'pip', 'pip.conf')];
  return [...(places[process.platform] ?? unix), ...(own === undefined ? [] : [own])];
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function words(value: string | undefined): string[] {
  return (value ?? '').split(/\s+/).filter((word) => word !== '');
}
