import { questionsOf } from '../../course/questions.ts';
import { dueQuestions } from '../../progress/review.ts';
import type { Context, ExitCode } from '../context.ts';
import { askQuestions } from './ask-questions.ts';
import { learnerProgress } from './progress-in-context.ts';

/** Asks the questions that come back today. 0 when all were right, or there are none. */
export async function review(context: Context): Promise<ExitCode> {
  const { output, text } = context;
  const course = context.course();
  const questions = questionsOf(course);
  const due = dueQuestions([...questions.keys()], await learnerProgress(context), Date.now());
  output.data({ due });
  if (output.json) return 0;
  if (due.length === 0) {
    output.print(text.review.nothing);
    return 0;
  }
  const asked = due.flatMap((key) => {
    const question = questions.get(key);
    const lesson = course.chapters.find(({ slug }) => key.startsWith(`${slug}/`))?.lesson.title ?? '';
    return question ? [{ key, question, before: output.paint('dim', text.review.from(lesson)) }] : [];
  });
  const right = await askQuestions(context, asked);
  output.print(output.paint('bold', text.quiz.score(right, asked.length)));
  return right === asked.length ? 0 : 1;
}
