import { expect, test } from 'vitest';
import { startOrder } from './find-broker.ts';
import { embeddedSettings, serverProperties } from './server-properties.ts';

test('the container comes first on Windows, where the embedded broker can do less', () => {
  expect(startOrder('win32')).toEqual(['container', 'embedded']);
  expect(startOrder('darwin')).toEqual(['embedded', 'container']);
  expect(startOrder('linux')).toEqual(['embedded', 'container']);
});

test('on Windows an embedded broker deletes, compacts and shortens nothing; elsewhere it does', () => {
  const options = { dataFolder: 'C:\\workbook', brokerPort: 1, controllerPort: 2 };
  const windows = serverProperties({ ...options, platform: 'win32' });
  expect(windows).toMatch(/^delete\.topic\.enable=false$/m);
  expect(windows).toMatch(/^log\.cleaner\.enable=false$/m);
  expect(windows).toMatch(/^log\.retention\.ms=-1$/m);
  expect(serverProperties({ ...options, platform: 'linux' })).not.toMatch(/delete\.topic|cleaner\.enable|retention/);
  expect(embeddedSettings('win32')).not.toEqual(embeddedSettings('linux'));
});
