// Addresses as people type them. Pure.
import { WorkbookError } from '../../workbook-error.ts';
import { givenText as words } from './words.ts';

const variable = 'KAFKA_BOOTSTRAP_SERVERS';

/** What stands in KAFKA_BOOTSTRAP_SERVERS as a list of `host:port`. @throws WorkbookError that says what to write instead. */
export function readAddresses(typed: string): string[] {
  const text = typed.trim();
  if (/["']/.test(text)) throw wrong(words.address.quotes(text), text.replaceAll(/["']/g, ''));
  const scheme = /[a-z][\w+.-]*:\/\//i.exec(text)?.[0];
  if (scheme !== undefined) throw wrong(words.address.scheme(scheme), withoutSchemes(text));
  const listed = text.replaceAll(/\s*,\s*/g, ',').replaceAll(/^,+|,+$/g, '');
  if (listed.includes(';')) throw wrong(words.address.separator(words.semicolon), withCommas(listed));
  if (/\s/.test(listed)) throw wrong(words.address.separator(words.space), withCommas(listed));
  if (listed === '') throw wrong(words.address.empty, example);
  return listed.split(',').map(checked);
}

const example = 'kafka.example.org:9092';

const withoutSchemes = (text: string): string =>
  withCommas(text.replaceAll(/[a-z][\w+.-]*:\/\//gi, '').replace(/\/+$/, ''));
const withCommas = (text: string): string =>
  text
    .split(/[;,\s]+/)
    .filter(Boolean)
    .join(',');

function checked(text: string): string {
  if (/^\[.*\]|:.*:/.test(text)) {
    const port = /\]?(:\d+)$/.exec(text)?.[1] ?? ':9092';
    throw new WorkbookError(words.wrong(variable, words.address.version6(text)), {
      next: words.address.version6Next(port),
    });
  }
  const [host = '', port = ''] = text.split(':');
  if (port === '') throw wrong(words.address.noPort(text), `${host}:9092`);
  checkPort(text, host, port);
  return text;
}

function checkPort(text: string, host: string, port: string): void {
  const number = /^\d+/.exec(port)?.[0];
  if (number !== undefined && number !== port) throw wrong(words.address.rest(text), `${host}:${number}`);
  if (!(Number(port) >= 1 && Number(port) <= 65_535)) throw wrong(words.address.port(text), `${host}:9092`);
}

const wrong = (problem: string, instead: string): WorkbookError =>
  new WorkbookError(words.wrong(variable, problem), { next: words.set(variable, instead) });
