// One suite by vitest alone, as a course without its own grader would run it: what save to verdict is held against.
import { defineConfig } from 'vitest/config';
import { projectRoot } from '../project.ts';

// oxlint-disable-next-line import/no-default-export -- vitest reads its configuration from the default export
export default defineConfig({
  root: projectRoot,
  test: {
    include: [process.env['WORKBOOK_SUITE'] ?? ''],
    exclude: [],
    globalSetup: ['src/grading/plain-vitest.ts'],
    experimental: { viteModuleRunner: false, nodeLoader: false },
  },
});
