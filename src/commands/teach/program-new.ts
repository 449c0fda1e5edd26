import { Argument } from '@commander-js/extra-typings';
import { help } from '../../text/words.ts';
import { define, wishes, type Perform, type Program } from '../define.ts';

/** What lays out files for authors: `new 5/3 slug`, `new client go-mine`, `new reader-copy folder`. */
export function addNew(program: Program, perform: Perform): void {
  const command = define(program, 'new');
  command
    .command('exercise', { isDefault: true })
    .description(help.newExercise)
    .addArgument(new Argument('<place>', help.newPlace))
    .addArgument(new Argument('<slug>', help.newSlug))
    .action(async (place, slug, _options, own) =>
      perform(wishes(own), async (context) => (await import('./new.ts')).newExercise(context, { place, slug })),
    );
  command
    .command('client')
    .description(help.newClient)
    .addArgument(new Argument('<name>', help.newClientName))
    .action(async (name, _options, own) =>
      perform(wishes(own), async (context) => (await import('./new.ts')).newClient(context, { name })),
    );
  command
    .command('reader-copy')
    .description(help.newReaderCopy)
    .addArgument(new Argument('[folder]', help.newFolder).default('reader-copy'))
    .action(async (folder, _options, own) =>
      perform(wishes(own), async (context) => (await import('./new.ts')).newReaderCopy(context, { folder })),
    );
}
