import { checkDisk, checkMemory, checkPlace, checkPort } from './check-machine.ts';
import { checkJava, checkJars, checkJupyter, checkKernel, checkPython } from './check-notebooks-and-broker.ts';
import { checkCompiler, checkNative, checkNode, checkNpm, checkPackages } from './check-packages.ts';
import { checkBrowser, checkDocker, checkDotnet } from './check-services.ts';
import type { Requirement } from './requirement.ts';

/** Looks at everything that the workbook needs or can use, side by side; changes nothing. Takes up to a few seconds. */
export async function checkRequirements(): Promise<readonly Requirement[]> {
  const native = checkNative();
  const checks = [
    [checkNode(), checkNpm(), checkPackages(), checkPython(), checkJava(), checkJars(), checkJupyter(), checkKernel()],
    [
      native,
      checkCompiler(native),
      checkDocker(),
      checkDisk(),
      checkPlace(),
      checkMemory(),
      checkPort(),
      checkBrowser(),
      checkDotnet(),
    ],
  ].flat();
  const found = await Promise.all(checks);
  return found.filter((requirement) => requirement !== undefined);
}
