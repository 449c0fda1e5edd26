import { expect, test } from 'vitest';
import { checkPlace, cloudFolderOf } from './check-machine.ts';

test.each([
  ['C:\\Users\\ann\\OneDrive - School\\workbook', 'OneDrive - School'],
  ['C:\\Users\\ann\\OneDrive\\Desktop\\workbook', 'OneDrive'],
  ['/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/workbook', 'iCloud Drive'],
  ['/Users/ann/Library/CloudStorage/Dropbox/workbook', 'CloudStorage'],
  ['/home/ann/Dropbox', 'Dropbox'],
  ['/home/ann/workbook', undefined],
  ['/home/ann/my-dropbox/workbook', undefined],
  ['/home/ann/onedriver/workbook', undefined],
] as const)('%s is in the cloud folder %s', (path, name) => expect(cloudFolderOf(path)).toBe(name));

test('a checkout in a cloud folder is said to be better elsewhere, another one is no matter', async () => {
  expect(await checkPlace('C:\\Users\\ann\\OneDrive\\workbook')).toMatchObject({
    status: 'broken',
    needed: false,
    detail: expect.stringContaining('OneDrive'),
    fix: expect.stringContaining('move its folder'),
  });
  expect(await checkPlace('/home/ann/workbook')).toBeUndefined();
});
