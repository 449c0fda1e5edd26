import type { Exercise } from '../../course/course.ts';
import { fileLink } from '../../text/file-link.ts';
import { renderMarkdown } from '../../text/terminal-markdown.ts';
import type { Context } from '../context.ts';

/** Prints an exercise's task, where to write the answer, and how to have it checked. */
export function showTask({ output, text, course }: Context, exercise: Exercise): void {
  const lesson = course().chapters.find(({ key }) => key === exercise.chapter)?.lesson.path;
  output.print(output.paint('bold', `${exercise.label} ${exercise.title}`));
  output.print(output.paint('dim', text.task.facts({ ...exercise, kind: text.task.kinds[exercise.kind] })));
  output.print();
  output.print(renderMarkdown(exercise.task, output));
  output.print();
  output.print(`${text.task.edit.padEnd(9)} ${fileLink(exercise.files.stub, output.colour)}`);
  if (lesson !== undefined)
    output.print(`${text.task.lesson.padEnd(9)} ${fileLink(lesson, output.colour)}#${exercise.section}`);
  output.print(text.task.check(exercise.label));
  output.print(text.task.hint(exercise.label));
}
