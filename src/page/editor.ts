// Opens a file of the course in the learner's editor. Only files of the course, and only an editor that the learner has
// chosen or that is known: the page can never be used to run or read anything else.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, delimiter, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Course } from '../course/course.ts';
import { WorkbookError } from '../workbook-error.ts';
import { text } from './words.ts';

/** Commands of editors with windows of their own, in the order in which they are looked for. */
const known = 'code cursor codium zed zeditor webstorm webstorm64 idea idea64 fleet subl code-insiders'.split(' ');

/** On macOS an editor may be there without its command. */
const inApplications = [
  '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code',
  '/Applications/Cursor.app/Contents/Resources/app/bin/cursor',
  '/Applications/Zed.app/Contents/MacOS/cli',
  '/Applications/WebStorm.app/Contents/MacOS/webstorm',
  '/Applications/IntelliJ IDEA.app/Contents/MacOS/idea',
];

/** Editors that need the terminal, where watch mode runs: a page cannot open them. */
const inTerminal = new Set([
  'vi',
  'vim',
  'nvim',
  'nano',
  'pico',
  'micro',
  'hx',
  'helix',
  'kak',
  'emacs',
  'joe',
  'ed',
  'ne',
]);

const folders = ['exercises', 'solutions', 'notebooks', 'lessons', 'clients'];

/** A command to start an editor with, and the arguments that its owner gave. */
export interface EditorCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * Opens `path`, which is relative to the course and may be any file in its content folders.
 * @throws WorkbookError where the file is not the course's, or no editor with a window is found.
 */
export async function openInEditor(course: Course, path: string, env: NodeJS.ProcessEnv = process.env): Promise<void> {
  const file = resolve(course.root, path);
  const inside = relative(course.root, file);
  const isCourse = folders.some((folder) => inside.startsWith(folder + sep)) && existsSync(file);
  if (!isCourse) throw new WorkbookError(text.editor.noFile(path), { next: text.editor.noFileNext, fault: 'usage' });
  const editor = findEditor(env);
  if (!editor) throw new WorkbookError(text.editor.none, { next: text.editor.noneNext(inside) });
  await launch(editor.command, [...editor.args, course.root, file]);
}

/** $VISUAL or $EDITOR where it has a window, else the first known editor; undefined where none is installed. */
export function findEditor(env: NodeJS.ProcessEnv): EditorCommand | undefined {
  const wished = [env['VISUAL'], env['EDITOR']].flatMap((value) => (value?.trim() ? [wordsOf(value.trim())] : []));
  for (const [name = '', ...args] of wished) {
    if (inTerminal.has(plainName(name))) continue;
    const command = isAbsolute(name) ? existing(name) : onPath(name, env);
    // One that waits for the window would never say that it has started.
    if (command) return { command, args: args.filter((arg) => arg !== '--wait' && arg !== '-w') };
  }
  const command =
    known.map((name) => onPath(name, env)).find(Boolean) ?? inApplications.find((path) => existsSync(path));
  return command === undefined ? undefined : { command, args: [] };
}

/** A path may have spaces in it: in quotes, or as the whole of what is set. */
function wordsOf(value: string): string[] {
  if (isAbsolute(value) && existsSync(value)) return [value];
  return [...value.matchAll(/"([^"]*)"|(\S+)/g)].map(([, inQuotes, bare]) => inQuotes ?? bare ?? '');
}

const plainName = (name: string): string => basename(name).replace(/\.(exe|cmd)$/i, '');
const existing = (path: string): string | undefined => (existsSync(path) ? path : undefined);

function onPath(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const endings = process.platform === 'win32' ? ['.cmd', '.exe'] : [''];
  const places = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter(Boolean);
  return places
    .flatMap((place) => endings.map((ending) => join(place, name + ending)))
    .find((path) => existsSync(path));
}

function launch(command: string, args: string[]): Promise<void> {
  // A .cmd needs the shell on Windows; every argument is a path of this course, quoted by hand.
  const shell = command.endsWith('.cmd');
  const quoted = shell ? args.map((arg) => `"${arg}"`) : args;
  return new Promise((done, failed) => {
    const child = spawn(shell ? `"${command}"` : command, quoted, { detached: true, stdio: 'ignore', shell });
    child.once('error', (cause) =>
      failed(new WorkbookError(text.editor.failed(command), { next: text.editor.failedNext, cause })),
    );
    child.once('spawn', () => {
      child.unref();
      done();
    });
  });
}
