// Node, npm, the npm packages, and what the native client needs.
import { ask } from '../../processes/ask.ts';
import { findNpm, npmEnvironment } from '../../../bin/npm.mjs';
import { countPackages, hasPackages } from '../../../bin/packages.mjs';
import { fits, nodeToUse } from '../../../bin/private-node.mjs';
import { text } from '../words.ts';
import { nativeClientState } from '../native.ts';
import { packageVersion, whyNotLoadable } from '../native/addon.ts';
import { installCommand, missingBuildTools } from '../native/compiler.ts';
import { guarded, type Requirement } from './requirement.ts';

const { doctor } = text;

export function checkNode(): Promise<Requirement> {
  return guarded({ id: 'node', name: doctor.names.node, needed: true }, async () => {
    const version = process.versions.node;
    if (!fits(version)) return { status: 'broken', detail: doctor.wrongNode(version), fix: doctor.viaDoor };
    return { status: 'ok', detail: process.execPath === nodeToUse() ? doctor.privateNode(version) : version };
  });
}

export function checkNpm(): Promise<Requirement> {
  return guarded({ id: 'npm', name: doctor.names.npm, needed: false }, async () => {
    const npm = findNpm();
    if (npm === undefined) return { status: 'missing', detail: text.noNpm, fix: text.noNpmNext };
    const [command, ...args] = npm;
    const { stdout } = await ask(command, [...args, '--version'], { env: npmEnvironment() });
    return { status: 'ok', detail: stdout.trim() };
  });
}

export function checkPackages(): Promise<Requirement> {
  return guarded({ id: 'packages', name: doctor.names.packages, needed: true }, async () =>
    hasPackages()
      ? { status: 'ok', detail: doctor.packages(countPackages()) }
      : { status: 'missing', detail: doctor.packagesDiffer, fix: doctor.viaDoor },
  );
}

export function checkNative(): Promise<Requirement> {
  return guarded({ id: 'native', name: text.titles.native, needed: false }, async () => {
    const state = nativeClientState();
    if (state.state === 'missing') return { status: 'missing', detail: state.reason, fix: state.next };
    const reason = await whyNotLoadable();
    if (reason === undefined) return { status: 'ok', detail: packageVersion() ?? '' };
    return state.state === 'ready'
      ? { status: 'broken', detail: text.native.doesNotLoad(reason), fix: doctor.repair }
      : { status: 'missing', detail: doctor.notYet, fix: doctor.repair };
  });
}

/** Of interest only where the client is missing; undefined otherwise. */
export async function checkCompiler(native: Promise<Requirement>): Promise<Requirement | undefined> {
  if ((await native).status === 'ok' || process.platform === 'win32') return undefined;
  return guarded({ id: 'compiler', name: doctor.names.compiler, needed: false }, async () => {
    const missing = await missingBuildTools();
    if (missing.length === 0) return { status: 'ok', detail: doctor.allThere };
    return { status: 'missing', detail: doctor.lacks(missing), fix: installCommand(missing) };
  });
}
