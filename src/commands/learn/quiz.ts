import { sound, type Chapter } from '../../course/course.ts';
import { lastAnswer, type Progress } from '../../progress/progress.ts';
import type { Context, ExitCode } from '../context.ts';
import { askQuestions } from './ask-questions.ts';
import { chooseChapter } from './choose-chapter.ts';
import { learnerProgress } from './progress-in-context.ts';

/** Asks a lesson's questions. 0 when all were right. */
export async function quiz(context: Context, args: { chapter?: string | undefined }): Promise<ExitCode> {
  const { output, text } = context;
  const progress = await learnerProgress(context);
  const chapter = chooseChapter(context, progress, args.chapter);
  const { questions } = sound(chapter.lesson);
  if (output.json) return listQuestions(context, chapter, progress);
  if (questions.length === 0) {
    output.print(text.quiz.none(chapter.lesson.title));
    return 0;
  }
  const asked = questions.map((question) => ({ key: `${chapter.slug}/${question.id}`, question }));
  const right = await askQuestions(context, asked);
  output.print(output.paint('bold', text.quiz.score(right, questions.length)));
  if (right < questions.length) output.print(text.quiz.again(chapter.number));
  return right === questions.length ? 0 : 1;
}

function listQuestions({ output }: Context, chapter: Chapter, progress: Progress): ExitCode {
  const asked = chapter.lesson.questions.map(({ id, ask: say, choices }) => {
    const key = `${chapter.slug}/${id}`;
    const offered = choices.map((choice) => ({ id: choice.id, say: choice.say }));
    return { id: key, ask: say, choices: offered, answer: lastAnswer(progress, key) ?? null };
  });
  output.data({ chapter: chapter.key, questions: asked });
  return 0;
}
