import { expect, test } from 'vitest';
import { cacheFolderOf } from './project.ts';
import { isUsable } from './lab/broker/run-folder.ts';

const programData = { ProgramData: 'C:\\ProgramData' };

test("a user's name that Java cannot read on Windows is kept out of the paths that Java gets", () => {
  const folder = cacheFolderOf(programData, 'win32', 'C:\\Users\\Łukasz');
  expect(folder).toMatch(/^C:\\ProgramData\\kafka-workbook\\[0-9a-f]{8}$/);
  expect(cacheFolderOf(programData, 'win32', 'C:\\Users\\用户')).not.toBe(folder);
  expect(isUsable('C:\\Users\\Łukasz\\workbook\\.workbook', 'win32')).toBe(false);
});

test('any other path stays as it is', () => {
  expect(cacheFolderOf({}, 'win32', 'C:\\Users\\Ann Lee')).toContain('Ann Lee');
  expect(cacheFolderOf({}, 'linux', '/home/Łukasz')).toBe('/home/Łukasz/.cache/kafka-workbook');
  expect(cacheFolderOf({ XDG_CACHE_HOME: '/x' }, 'darwin', '/Users/ann')).toBe('/x/kafka-workbook');
  expect(cacheFolderOf({ WORKBOOK_CACHE: '/own' }, 'linux', '/home/ann')).toBe('/own');
  expect(isUsable('/home/Łukasz/workbook', 'linux')).toBe(true);
  expect(isUsable('/home/a,b', 'linux')).toBe(false);
});
