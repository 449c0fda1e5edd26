import { Option } from '@commander-js/extra-typings';
import { languages, wantedFeatures } from '../../comparison/advice/needs.ts';
import { help } from '../../text/words.ts';
import { define, otherBrokerOption, parseTimes, wishes, type Perform, type Program } from '../define.ts';

/** What measures clients, and what chooses one by what was measured. */
export function addBench(program: Program, perform: Perform): void {
  program.commandsGroup(help.groups.compare);
  define(program, 'bench')
    .option('--quick', help.benchQuick, false)
    .option('--client <client...>', help.benchClient)
    .option('--workload <workload...>', help.benchWorkload)
    .addOption(new Option('--rounds <times>', help.benchRounds).argParser(parseTimes))
    .option('--out <folder>', help.benchOut)
    .addOption(otherBrokerOption())
    .option('--resume', help.benchResume, false)
    .action(async ({ client: clients = [], workload: workloads = [], ...more }, command) => {
      const { quick, rounds, out, broker, resume } = more;
      return perform(wishes(command), async (context) =>
        (await import('./bench.ts')).bench(context, { clients, workloads, quick, rounds, out, broker, resume }),
      );
    });
  define(program, 'choose')
    .addOption(new Option('--language <language>', help.chooseLanguage).choices(languages))
    .addOption(new Option('--need <feature...>', help.chooseNeed).choices(wantedFeatures))
    .addOption(new Option('--native <answer>', help.chooseNative).choices(['yes', 'no'] as const))
    .addOption(new Option('--maintained <answer>', help.chooseMaintained).choices(['yes', 'no'] as const))
    .addOption(new Option('--first <what>', help.chooseFirst).choices(['throughput', 'latency'] as const))
    .option('--defaults', help.chooseDefaults, false)
    .action(async ({ language, need, native, maintained, first, defaults }, command) =>
      perform(wishes(command), async (context) =>
        (await import('./choose.ts')).choose(context, {
          ...(defaults && { language: 'any', features: [], native: true, maintained: true, first: 'throughput' }),
          ...(language && { language }),
          ...(Array.isArray(need) && { features: need }),
          ...(native && { native: native === 'yes' }),
          ...(maintained && { maintained: maintained === 'yes' }),
          ...(first && { first }),
        }),
      ),
    );
}
