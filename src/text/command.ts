// How a person types a command of the workbook. Every printed one comes from here, because it depends on the system.
// PowerShell, the usual shell of Windows, runs npm as a script, which its own default policy refuses, and loses words
// after `--`; workbook.cmd needs no policy.
import { verbatim } from './catalogue.ts';

/** A command as it is typed in the checkout, such as `npm run workbook -- hint 1/2`, or on Windows `.\workbook hint 1/2`. */
export function command(words: string, platform: NodeJS.Platform = process.platform): string {
  return verbatim(`${programName(platform)} ${words}`);
}

/** What stands before the words of a command. */
export function programName(platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' ? '.\\workbook' : 'npm run workbook --';
}

/** How the workbook is started (`npm start`) or tested (`npm test`). */
export function npmCommand(name: 'start' | 'test', platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' ? command(name, platform) : verbatim(`npm ${name}`);
}

/** A command in a published text, which is the same whatever system it is made on. */
export const publishedCommand = (words: string): string => command(words, 'linux');
