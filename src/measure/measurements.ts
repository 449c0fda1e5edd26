import { measureBrokerStart } from './broker-start.ts';
import type { Measurement } from './figure.ts';
import { measureMemory } from './memory.ts';
import { measureNotebook } from './notebook.ts';
import { measurePage } from './page.ts';
import { measureSaveToVerdict } from './save-to-verdict.ts';
import { measureWarmSetUp } from './warm-set-up.ts';
import { measureWholeChapter } from './whole-chapter.ts';

/** What `workbook measure` measures, in this order, one after the other. */
export const measurements: readonly Measurement[] = [
  { name: 'set-up', measure: measureWarmSetUp },
  { name: 'embedded', measure: async (bench) => measureBrokerStart('embedded', bench, 1_800) },
  { name: 'container', measure: async (bench) => measureBrokerStart('container', bench) },
  { name: 'save', measure: measureSaveToVerdict },
  { name: 'page', measure: measurePage },
  { name: 'chapter', measure: measureWholeChapter },
  { name: 'notebook', measure: measureNotebook },
  { name: 'memory', measure: measureMemory },
];
