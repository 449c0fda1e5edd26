import type { Course, Question } from './course.ts';

/** All questions of the course in its order, by the id that answers are kept under: `<chapter>/<question>`. */
export function questionsOf({ chapters }: Course): Map<string, Question> {
  return new Map(
    chapters.flatMap(({ slug, lesson }) =>
      lesson.questions.map((question): [string, Question] => [`${slug}/${question.id}`, question]),
    ),
  );
}
