import { Argument, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { help } from '../../text/words.ts';
import { text } from '../../text/words.ts';
import { brokerOption, define, otherBrokerOption, wishes, type Perform, type Program } from '../define.ts';

const mostRecords = 100_000;

/** What compares clients. */
export function addComparing(program: Program, perform: Perform): void {
  program.commandsGroup(help.groups.compare);
  addClient(program, perform);
  addMatrix(program, perform);
}

function addClient(program: Program, perform: Perform): void {
  const client = define(program, 'client');
  client
    .command('list', { isDefault: true })
    .description(help.clientList)
    .action(async (_options, command) =>
      perform(wishes(command), async (context) => (await import('./client.ts')).clientList(context)),
    );
  client
    .command('run')
    .description(help.clientRun)
    .addArgument(new Argument('<client>', help.clientName))
    .addArgument(new Argument('<scenario...>', help.clientScenario))
    .addOption(new Option('--records <count>', help.clientRecords).argParser(parseRecords).default(20))
    .addOption(brokerOption())
    .action(async (name, words, { records, broker }, command) =>
      perform(wishes(command), async (context) =>
        (await import('./client.ts')).clientRun(context, { client: name, words, records, broker }),
      ),
    );
}

function addMatrix(program: Program, perform: Perform): void {
  const matrix = define(program, 'matrix');
  matrix
    .command('features', { isDefault: true })
    .description(help.matrixFeatures)
    .option('--client <names...>', help.matrixClients)
    .option('--feature <names...>', help.matrixOnly)
    .addOption(new Option('--deadline <seconds>', help.matrixDeadline).argParser(parseCount).default(60))
    .option('--no-save', help.matrixNoSave)
    .addOption(otherBrokerOption())
    .action(async ({ client: clients = [], feature: features = [], deadline, save, broker }, command) =>
      perform(wishes(command), async (context) =>
        (await import('./matrix.ts')).matrix(context, { clients, features, deadline, save, broker }),
      ),
    );
  matrix
    .command('interop')
    .description(help.matrixInterop)
    .option('--client <names...>', help.matrixClients)
    .option('--no-save', help.matrixNoSave)
    .addOption(otherBrokerOption())
    .action(async ({ client: clients = [], save, broker }, command) =>
      perform(wishes(command), async (context) =>
        (await import('./matrix.ts')).interop(context, { clients, save, broker }),
      ),
    );
}

function parseRecords(typed: string): number {
  const count = parseCount(typed);
  if (count <= mostRecords) return count;
  throw new InvalidArgumentError(text.tooMany(mostRecords));
}

function parseCount(typed: string): number {
  const count = Number(typed);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError(text.badTimes(typed));
}
