import { Argument, Option } from '@commander-js/extra-typings';
import { clients } from '../../course/answer.ts';
import type { Repeat } from '../../grading/check/trial.ts';
import { help } from '../../text/words.ts';
import { brokerOption, define, parseTimes, wishes, type Perform, type Program } from '../define.ts';

/** What teachers and authors run. */
export function addProving(program: Program, perform: Perform): void {
  program.commandsGroup(help.groups.prove);
  define(program, 'check')
    .addArgument(new Argument('[exercises...]', help.exercises))
    .addOption(
      new Option('--repeat <times>', help.repeat).argParser(parseRepeat).default({ answers: 1, wrong: 1 }, '1'),
    )
    .option('--lesson <chapter>', help.checkLesson)
    .option('--write', help.checkWrite, false)
    .option('--record', help.record, false)
    .addOption(new Option('--sample <seed>', help.sample).argParser(parseTimes))
    .addOption(brokerOption())
    .action(async (only, { repeat, broker, lesson, write, record, sample }, command) =>
      perform(wishes(command), async (context) =>
        lesson === undefined
          ? (await import('./check.ts')).check(context, { only, repeat, broker, record, sample })
          : (await import('./check-lesson.ts')).checkLesson(context, { chapter: lesson, write, broker }),
      ),
    );
  addMutants(program, perform);
  define(program, 'test')
    .addArgument(new Argument('[parts...]', help.testParts))
    .addOption(brokerOption().default('embedded' as const))
    .option('--strict', help.strict, false)
    .option('--brief', help.brief, false)
    .option('--changed', help.changed, false)
    .action(async (only, { broker, strict, brief, changed }, command) =>
      perform(wishes(command), async (context) =>
        (await import('./test.ts')).test(context, { only, broker, strict, brief, changed }),
      ),
    );
  define(program, 'measure')
    .addArgument(new Argument('[measurements...]', help.measurements))
    .addOption(new Option('--repeat <times>', help.measureRepeat).argParser(parseTimes).default(10))
    .action(async (only, { repeat }, command) =>
      perform(wishes(command), async (context) => (await import('./measure.ts')).measure(context, { only, repeat })),
    );
}

// `20`, or `20,3` for all but the wrong answers, and for those.
function parseRepeat(typed: string): Repeat {
  const [answers = 1, wrong = answers, ...more] = typed.split(',').map(parseTimes);
  if (more.length > 0) parseTimes(typed);
  return { answers, wrong };
}

function addMutants(program: Program, perform: Perform): void {
  define(program, 'mutants')
    .addArgument(new Argument('[exercises...]', help.exercises))
    .addOption(new Option('--client <client>', help.client).choices(clients).default('kafkajs' as const))
    .addOption(new Option('--parallel <count>', help.mutantsParallel).argParser(parseTimes))
    .option('--write', help.mutantsWrite, false)
    .option('--report', help.mutantsReport, false)
    .addOption(brokerOption())
    .action(async (only, { client, parallel, write, report, broker }, command) =>
      perform(wishes(command), async (context) => {
        const { mutants, mutantsReport } = await import('./mutants.ts');
        return report ? mutantsReport(context) : mutants(context, { only, client, parallel, write, broker });
      }),
    );
}
