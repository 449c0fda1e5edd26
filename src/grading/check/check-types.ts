import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runProcess } from '../../processes/start-process.ts';
import { projectRoot } from '../../project.ts';
import { error, type Finding } from './finding.ts';
import { problems } from './words.ts';

/**
 * Compiles the project and reports what does not compile in the content folders; other folders are the type check's own
 * concern. Files outside of the project are not looked at.
 */
export async function checkTypes(): Promise<Finding[]> {
  return readDiagnostics(await compile(projectRoot));
}

/** What the compiler prints about the folder with this tsconfig.json, its paths relative to the checkout. */
export async function compile(folder: string): Promise<string> {
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  const args = [join(dirname(manifest), 'bin', 'tsc'), '-p', folder, '--pretty', 'false'];
  return (await runProcess(process.execPath, args, { cwd: projectRoot })).stdout;
}

/** tsc's lines `path(line,column): error TS1234: message`; indented lines go on with the one above. */
export function readDiagnostics(printed: string): Finding[] {
  const pattern = /^((?:exercises|solutions|notebooks|lessons)\/.+?)\((\d+),\d+\): error (TS\d+: .+)$/gm;
  return [...printed.matchAll(pattern)].map(([, path = '', line = '', message = '']) =>
    error(path, problems.doesNotCompile(line, message)),
  );
}
