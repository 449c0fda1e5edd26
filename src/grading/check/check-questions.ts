// Questions that give themselves away: the right choice always in one place, or in the words just before the question.
import type { Chapter, Course, Question } from '../../course/course.ts';
import { error, type Finding } from './finding.ts';
import { problems } from './words.ts';

/** Checks the questions of every lesson. */
export function checkQuestions({ chapters }: Course): Finding[] {
  return chapters.flatMap((chapter) => [...checkPositions(chapter), ...checkWordsBefore(chapter)]);
}

// Whoever has seen one chapter would else guess the next one right. Two of three questions may be alike by chance.
function checkPositions({ key, lesson }: Chapter): Finding[] {
  const places = lesson.questions.map(({ choices }) => choices.findIndex(({ right }) => right));
  const most = Math.max(2, Math.ceil(places.length / 2));
  return [...Map.groupBy(places, (place) => place)]
    .filter(([, same]) => same.length > most)
    .map(([place, same]) => error(`lessons/${key}.md`, problems.samePlace(place + 1, same.length, places.length)));
}

function checkWordsBefore({ key, lesson }: Chapter): Finding[] {
  return lesson.questions
    .filter((question) => isToldBefore(question, paragraphBefore(lesson.body, question.id)))
    .map(({ id }) => error(`lessons/${key}.md`, problems.told(id)));
}

/** Whether all words of the right choice that mean something stand in the paragraph, and not all of another choice. */
export function isToldBefore({ choices }: Question, paragraph: string): boolean {
  const told = new Set(wordsOf(paragraph));
  const isTold = (say: string): boolean => {
    const words = wordsOf(say);
    return words.length > 1 && words.every((word) => told.has(word));
  };
  const right = choices.find((choice) => choice.right);
  const others = choices.filter((choice) => choice !== right);
  return right !== undefined && isTold(right.say) && !others.some(({ say }) => isTold(say));
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\d]{4,}|\d+/gu) ?? [];

function paragraphBefore(body: string, id: string): string {
  const asked = body.search(new RegExp(`^\`\`\`question\\r?\\nid: ${id}$`, 'm'));
  return (
    body
      .slice(0, asked)
      .trimEnd()
      .split(/\r?\n\r?\n/)
      .at(-1) ?? ''
  );
}
