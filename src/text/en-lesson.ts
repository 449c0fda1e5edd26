import { command } from './command.ts';

/** Words of a lesson in the terminal. */
export const lessonText = {
  boxes: { 'other-client': 'With Confluent’s client', background: 'Background' },
  prints: (path: string) => `${path} prints`,
  wrongOnPurpose: 'Wrong on purpose',
  diagram: (title: string) => `Diagram: ${title}`,
  predict: 'Predict',
  answerBy: (chapter: number) => `   Answer with: ${command(`quiz ${chapter}`)}`,
} as const;
