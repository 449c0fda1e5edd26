import { javaStep } from './java.ts';
import { jarsStep } from './jars.ts';
import { jupyterStep } from './jupyter.ts';
import { kernelStep } from './kernel.ts';
import { nativeStep } from './native.ts';
import { pythonStep } from './python.ts';
import type { Step, StepName } from './step.ts';

export const steps: Readonly<Record<StepName, Step>> = {
  jars: jarsStep,
  python: pythonStep,
  java: javaStep,
  jupyter: jupyterStep,
  kernel: kernelStep,
  native: nativeStep,
};
