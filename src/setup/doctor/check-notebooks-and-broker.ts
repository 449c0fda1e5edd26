// What comes with the Python environment, and what the embedded broker is made of.
import { existsSync } from 'node:fs';
import { ask } from '../../processes/ask.ts';
import { WorkbookError } from '../../workbook-error.ts';
import { text } from '../words.ts';
import { findPython } from '../find-python.ts';
import { findJava, javaStep } from '../java.ts';
import { jarsStep, kafkaJars, kafkaJarsFolder } from '../jars.ts';
import { jupyterStep } from '../jupyter.ts';
import { kernelStep } from '../kernel.ts';
import { pythonStep } from '../python.ts';
import { venvProgram } from '../venv.ts';
import { guarded, type Requirement } from './requirement.ts';

const { doctor } = text;
const notYet = { status: 'missing', detail: doctor.notYet, fix: doctor.repair } as const;

export function checkPython(): Promise<Requirement> {
  return guarded({ id: 'python', name: 'Python', needed: false }, async () => {
    try {
      const python = await findPython();
      const environment = pythonStep.upToDate() ? '' : `, ${doctor.noEnvironment}`;
      return { status: 'ok', detail: `${python.version} (${python.path})${environment}` };
    } catch (error) {
      if (!(error instanceof WorkbookError)) throw error;
      return { status: 'missing', detail: error.message, fix: error.next };
    }
  });
}

export function checkJava(): Promise<Requirement> {
  return guarded({ id: 'java', name: text.titles.java, needed: false }, async () => {
    const java = await findJava();
    if (java === undefined || !javaStep.upToDate()) return notYet;
    await ask(java.path, ['-version'], { timeout: 20_000 });
    return { status: 'ok', detail: `${java.version} (${java.path})` };
  });
}

export function checkJars(): Promise<Requirement> {
  return guarded({ id: 'jars', name: text.titles.broker, needed: false }, async () => {
    if (jarsStep.upToDate()) return { status: 'ok', detail: doctor.jars(kafkaJars().length, kafkaJarsFolder()) };
    return existsSync(kafkaJarsFolder()) ? { ...notYet, status: 'broken', detail: doctor.jarsIncomplete } : notYet;
  });
}

export function checkJupyter(): Promise<Requirement> {
  return guarded({ id: 'jupyter', name: text.titles.jupyter, needed: false }, async () => {
    if (!jupyterStep.upToDate()) return notYet;
    // Importing it would take seconds.
    const question =
      "from importlib.metadata import version; print(*map(version, ['jupyterlab', 'jupytext', 'nbclient']))";
    const { stdout } = await ask(venvProgram('python'), ['-c', question], { timeout: 30_000 });
    return { status: 'ok', detail: stdout.trim().split(' ')[0] ?? '' };
  });
}

export function checkKernel(): Promise<Requirement> {
  return guarded({ id: 'kernel', name: text.titles.kernel, needed: false }, async () =>
    kernelStep.upToDate() ? { status: 'ok', detail: doctor.installed } : notYet,
  );
}
