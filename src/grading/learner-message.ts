// Turns what was thrown into what a learner reads: what happened, where in their file, without paths of the machine.
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { words } from './words.ts';
import type { ReportedError } from './run-report.ts';
import { messageText } from '../text/words.ts';

/** What the messages of one run know about it. */
export interface Place {
  /** Absolute path of the file under test. */
  readonly file: string;
  /** Its name in messages. */
  readonly fileName: string;
  /** What the suite writes to import it, such as `./01-send.ts`. */
  readonly importedAs: string;
  /** Folders that messages do not mention: the project, the submission, the home folder. */
  readonly folders: readonly string[];
  /** Begins the names of the run's topics and groups, which tell a learner nothing. */
  readonly prefix: string;
}

/** Message of a test that failed. */
export function testMessage(error: ReportedError, place: Place): string {
  const message = plain(error.message, place);
  const exit = /^process\.exit unexpectedly called with "(.*?)"/.exec(message);
  if (exit) return words.calledExit(exit[1] ?? '');
  const timeout = /^Test timed out in (\d+)ms/.exec(message);
  if (timeout) return words.timedOut(Number(timeout[1]) / 1_000);
  return (error.ofSubject ? undefined : ofTheSuite(message, error)) ?? thrown(message, error, place);
}

// Learner code may call its errors as the suite calls its own. They are told as what they are.
function ofTheSuite(message: string, error: ReportedError): string | undefined {
  if (error.name === 'Unmet') return message;
  if (error.name === 'HarnessError') return words.harness(message);
  return error.name === 'AssertionError' ? withComparison(message, error) : undefined;
}

function thrown(message: string, error: ReportedError, place: Place): string {
  if (!error.stack) return words.threwNoError(message);
  return words.threw(named(error.name, message), whereIn(error.stack, place));
}

/** Message of a run in which the suite could not be loaded. */
export function loadingMessage(error: ReportedError, place: Place): string {
  const message = plain(error.message, place);
  const imported = importMessage(message, place);
  if (imported) return imported;
  if (error.name === 'SyntaxError' || /ERR_(?:INVALID|UNSUPPORTED)_TYPESCRIPT/.test(error.stack)) {
    return words.doesNotCompile(place.fileName, lineOf(error.stack, place), firstLine(message) + excerpt(error.stack));
  }
  return words.throwsOnLoad(place.fileName, named(error.name, message) + whereIn(error.stack, place));
}

// Node's words for an import that leads nowhere, and ours.
function importMessage(message: string, { fileName, importedAs }: Place): string | undefined {
  const [, hidden, older] =
    /Named export '(.+?)' not found. The requested module '(.+?)' is a CommonJS/.exec(message) ?? [];
  if (hidden && older) return words.noNamedExport(fileName, hidden, older);
  const [, module, name] = /requested module '(.+?)' does not provide an export named '(.+?)'/.exec(message) ?? [];
  if (module && name) return module === importedAs ? words.noExport(fileName, name) : words.noExportIn(module, name);
  const [, missing] = /^Cannot find (?:package|module) '(.+?)'/.exec(message) ?? [];
  return missing && words.missingModule(missing, fileName);
}

/** Message for an error that nobody caught. */
export function uncaughtMessage(error: ReportedError, place: Place): string {
  const message = plain(error.message, place);
  const exit = /^process\.exit unexpectedly called with "(.*?)"/.exec(message);
  if (exit) return words.calledExit(exit[1] ?? '');
  return words.uncaught(error.stack ? named(error.name, message) : message, whereIn(error.stack, place));
}

function named(name: string, message: string): string {
  return name && name !== 'Error' && !message.startsWith(name) ? `${name}: ${message}` : message;
}

function withComparison(message: string, { expected, actual }: ReportedError): string {
  if (expected === undefined || actual === undefined || expected.length + actual.length > 400) return message;
  return messageText.compared(message, expected, actual);
}

/** Line of the first stack frame in the file under test; a syntax error's stack opens with `path:line`. */
function lineOf(stack: string, { file }: Place): number | undefined {
  const lines = spellings(file).map((spelled) => {
    const at = stack.indexOf(`${spelled}:`);
    return at < 0 ? undefined : /^:(\d+)/.exec(stack.slice(at + spelled.length))?.[1];
  });
  const line = lines.find((found) => found !== undefined);
  return line === undefined ? undefined : Number(line);
}

function whereIn(stack: string, place: Place): string {
  const line = lineOf(stack, place);
  return line ? words.at(place.fileName, line) : '';
}

// A syntax error's stack: path:line, lines of the file around the place, a line of carets, an empty line, the stack.
function excerpt(stack: string): string {
  const lines = (stack.split('\n\n', 1)[0] ?? '').split('\n').slice(1);
  const caret = lines.findIndex((line) => /^\s*\^+\s*$/.test(line));
  return caret < 1 ? '' : `\n  ${lines[caret - 1]}\n  ${lines[caret]}`;
}

function plain(message: string, { folders, prefix }: Place): string {
  const shown = folders.flatMap((folder) => spellings(folder).flatMap((spelled) => [`${spelled}/`, `${spelled}\\`]));
  const text = shown.reduce((left, folder) => left.replaceAll(folder, ''), stripVTControlCharacters(message));
  return text.replaceAll(new RegExp(`${prefix}-\\d+-([\\w-]+)`, 'g'), (_, base: string) => labNames[base] ?? base);
}

const labNames: Record<string, string> = { topic: 'lab.topic', group: 'lab.groupId' };

/** A path as the system, as a URL and as a URL without encoding would write it. */
function spellings(path: string): string[] {
  const { href } = pathToFileURL(path);
  return [href, decodeURI(href), path, path.replaceAll('\\', '/')];
}

const firstLine = (text: string): string => text.trim().split('\n', 1).join();
