// Docker for the container source of a broker, a browser for the tests of the page, .NET for its clients. All optional.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ask } from '../../processes/ask.ts';
import { kindOfFailure, lastLines } from '../../../bin/explain-failure.mjs';
import { composeBroker, localImage } from '../kafka-version.ts';
import { text } from '../words.ts';
import { guarded, type Requirement } from './requirement.ts';

const { doctor } = text;
const answerWithinMs = 5_000;

export function checkDocker(): Promise<Requirement> {
  return guarded({ id: 'docker', name: 'Docker', needed: false }, async () => {
    try {
      const version = await docker('version', '--format', '{{.Server.Version}}');
      const here = await Promise.all([composeBroker.image, localImage].map(hasImage));
      const image = here[0] ? composeBroker.image : here[1] ? localImage : undefined;
      const words = image === undefined ? doctor.imageNotHere(composeBroker.image) : doctor.imageHere(image);
      return { status: 'ok', detail: `${version}, ${words}` };
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
        return { status: 'missing', detail: doctor.noDocker, fix: doctor.noDockerFix };
      const fix = kindOfFailure(error) === 'permission' ? doctor.dockerPermissionFix : doctor.dockerFix;
      return { status: 'broken', detail: doctor.dockerSilent(lastLines(error, 1)), fix };
    }
  });
}

const hasImage = async (image: string): Promise<boolean> =>
  docker('image', 'inspect', '--format', '{{.Id}}', image).then(
    () => true,
    () => false,
  );

async function docker(...args: string[]): Promise<string> {
  const { stdout } = await ask('docker', args, { timeout: answerWithinMs });
  return stdout.trim();
}

const dotnetNeeded = 10;

/** Only the .NET clients of the comparison need it. */
export function checkDotnet(): Promise<Requirement> {
  return guarded({ id: 'dotnet', name: '.NET SDK', needed: false }, async () => {
    // Fails where there is a runtime and no SDK.
    const version = await ask('dotnet', ['--version'], { timeout: answerWithinMs }).then(
      ({ stdout }) => stdout.trim(),
      () => undefined,
    );
    if (version !== undefined && Number.parseInt(version, 10) >= dotnetNeeded) return { status: 'ok', detail: version };
    return { status: 'missing', detail: doctor.noDotnet(version), fix: doctor.dotnetInstall(process.platform) };
  });
}

const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const installed = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Only the tests of the page need it: learners use any browser they like. */
export function checkBrowser(): Promise<Requirement> {
  return guarded({ id: 'browser', name: doctor.names.browser, needed: false }, async () => {
    const found = findBrowser();
    if (found !== undefined) return { status: 'ok', detail: found };
    return { status: 'missing', detail: doctor.noBrowser, fix: doctor.noBrowserFix };
  });
}

/** The command of a Chromium on this machine; CHROME_PATH names one that is elsewhere. */
export function findBrowser(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = browsers.flatMap((name) => folders.map((folder) => join(folder, name)));
  const named = process.env['CHROME_PATH'];
  return [...(named ? [named] : []), ...onPath, ...installed].find((file) => existsSync(file));
}
