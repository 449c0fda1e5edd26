import { createInterface } from 'node:readline';
import { askNeeds } from '../../comparison/advice/ask.ts';
import {
  choose as chooseClient,
  filesOf,
  type Advice,
  type Advised,
  type Findings,
} from '../../comparison/advice/choose.ts';
import { text } from '../../comparison/advice/words.ts';
import type { Needs } from '../../comparison/advice/needs.ts';
import { loadWarnings } from '../../comparison/advice/warnings.ts';
import { thenAndNow } from '../../comparison/advice/then-and-now.ts';
import { wayOut } from '../../comparison/advice/way-out.ts';
import { loadChapterTable } from '../../comparison/tables/chapter.ts';
import { newestResult } from '../../comparison/results/newest-result.ts';
import { WorkbookError } from '../../workbook-error.ts';
import type { Context, ExitCode } from '../context.ts';

/** A few questions lead to a client, with reasons from the newest results. What is given is not asked. 1 where no client fits. */
export async function choose(context: Context, given: Partial<Needs>): Promise<ExitCode> {
  const { output } = context;
  const matrix = newestResult('matrix');
  if (!matrix) throw new WorkbookError(text.noMatrix, { next: text.noMatrixNext });
  const bench = newestResult('bench');
  const interop = newestResult('interop');
  const needs = await ask(context, given);
  const findings = { matrix, bench, interop, warnings: loadWarnings() };
  const advice = chooseClient(needs, findings);
  const chapter = thenAndNow(needs, advice, loadChapterTable());
  const files = filesOf(findings);
  tell(context, needs, findings, advice);
  output.print();
  for (const line of [...chapter, text.from(files)]) output.print(line);
  output.data({ needs, ranking: advice.ranking.map(plain), excluded: advice.excluded.map(plain), chapter, files });
  return advice.ranking.length > 0 ? 0 : 1;
}

const plain = ({ client, reasons }: Advised) => ({ client: client.name, reasons });

async function ask({ output, stdin, stdout, signal }: Context, given: Partial<Needs>): Promise<Needs> {
  const reader = createInterface({ input: stdin, signal });
  try {
    const terminal = {
      print: output.print,
      prompt: (words: string) => void (output.json || stdout.write(words)),
      lines: reader[Symbol.asyncIterator](),
    };
    return await askNeeds(given, terminal);
  } finally {
    reader.close();
  }
}

function tell({ output }: Context, needs: Needs, findings: Findings, advice: Advice): void {
  const { ranking, excluded } = advice;
  const [best, ...rest] = ranking;
  const list = (title: string, all: readonly Advised[]): void => {
    if (all.length > 0) output.print(`\n${title}`);
    for (const { client, reasons } of all) output.print(`  ${client.name}: ${reasons.join('; ')}`);
  };
  output.print();
  if (best) {
    output.print(output.paint('bold', text.answer(best.client.name)));
    for (const reason of best.reasons) output.print(`  ${reason}`);
    list(text.next, rest);
  } else {
    output.print(output.paint('bold', text.nobody));
    const { said, ways } = wayOut(needs, findings);
    output.print(said);
    for (const way of ways) output.print(`  ${way}`);
  }
  list(text.excluded, excluded);
}
