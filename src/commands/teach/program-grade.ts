import { Argument, Option } from '@commander-js/extra-typings';
import type { ReportFormat } from '../../grading/reports/report-format.ts';
import { help } from '../../text/words.ts';
import { brokerOption, define, wishes, type Perform, type Program } from '../define.ts';

// Named here so that asking for help does not load the reports.
const formats = ['text', 'json', 'junit', 'markdown', 'classroom50', 'gradescope', 'exercism'] as const satisfies (
  ReportFormat | 'text'
)[];

/** What instructors and build servers run. */
export function addGrading(program: Program, perform: Perform): void {
  program.commandsGroup(help.groups.prove);
  define(program, 'grade')
    .addArgument(new Argument('[exercises...]', help.exercises))
    .option('--file <exercise=path...>', help.gradeFile)
    .option('--submissions <folder>', help.submissions)
    .addOption(new Option('--format <format>', help.format).choices(formats).default('text' as const))
    .addOption(brokerOption())
    .action(async (exercises, { file = [], submissions, format, broker }, command) =>
      perform(wishes(command), async (context) =>
        (await import('./grade.ts')).grade(context, { exercises, files: file, submissions, format, broker }),
      ),
    );
}
