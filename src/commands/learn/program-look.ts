import { Option } from '@commander-js/extra-typings';
import { help } from '../../text/words.ts';
import {
  brokerOption,
  brokersOption,
  chapterArgument,
  define,
  exerciseArgument,
  parseTimes,
  wishes,
  type Perform,
  type Program,
} from '../define.ts';

/** What shows where one is and where things are. */
export function addLooking(program: Program, perform: Perform): void {
  program.commandsGroup(help.groups.look);
  define(program, 'list').action(async (_options, command) =>
    perform(wishes(command), async (context) => (await import('./list.ts')).list(context)),
  );
  define(program, 'read')
    .addArgument(chapterArgument())
    .option('--no-pager', help.noPager)
    .action(async (chapter, { pager }, command) =>
      perform(wishes(command), async (context) => (await import('./read.ts')).read(context, { chapter, pager })),
    );
  define(program, 'quiz')
    .addArgument(chapterArgument())
    .action(async (chapter, _options, command) =>
      perform(wishes(command), async (context) => (await import('./quiz.ts')).quiz(context, { chapter })),
    );
  define(program, 'review').action(async (_options, command) =>
    perform(wishes(command), async (context) => (await import('./review.ts')).review(context)),
  );
  define(program, 'glossary')
    .argument('[word]', help.glossaryWord)
    .action(async (word, _options, command) =>
      perform(wishes(command), async (context) => (await import('./glossary.ts')).glossary(context, { word })),
    );
  define(program, 'bundle')
    .addArgument(exerciseArgument())
    .addOption(brokerOption())
    .action(async (exercise, { broker }, command) =>
      perform(wishes(command), async (context) => (await import('./bundle.ts')).bundle(context, { exercise, broker })),
    );
  define(program, 'peek')
    .argument('[name]', help.peekName)
    .addOption(new Option('--records <count>', help.peekRecords).argParser(parseTimes).default(20))
    .addOption(brokerOption())
    .action(async (name, { records, broker }, command) =>
      perform(wishes(command), async (context) => (await import('./peek.ts')).peek(context, { name, records, broker })),
    );
  define(program, 'notebooks')
    .addArgument(chapterArgument())
    .addOption(brokerOption())
    .addOption(brokersOption())
    .option('--no-browser', help.noBrowser)
    .option('--fresh', help.fresh, false)
    .option('--sync', help.sync, false)
    .action(async (chapter, options, command) =>
      perform(wishes(command), async (context) =>
        (await import('./notebooks.ts')).notebooks(context, { chapter, ...options }),
      ),
    );
}
