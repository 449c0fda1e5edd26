// Where no client does all that is needed: which single need, given up, leaves one. Pure.
import { choose, type Findings } from './choose.ts';
import { text } from './words.ts';
import type { Needs } from './needs.ts';

export interface WayOut {
  readonly said: string;
  /** One line for each need that is enough to give up, with the client that is then the first. */
  readonly ways: readonly string[];
}

/** What to say where no client fits: the needs of which one can be given up, or that one is not enough. */
export function wayOut(needs: Needs, findings: Findings): WayOut {
  const { matrix } = findings;
  const any = needs.language === 'any' || matrix.clients.some(({ language }) => language === needs.language);
  const ways = concessions(needs).flatMap(({ said, without }) => {
    const [best] = choose(without, findings).ranking;
    return best ? [text.way(said, best.client.name)] : [];
  });
  if (!any) return { said: text.nobodyRun(needs.language), ways };
  return { said: ways.length > 0 ? text.nobodyNext : text.nobodyAtAll, ways };
}

function concessions(needs: Needs): { readonly said: string; readonly without: Needs }[] {
  const { features, native, maintained, language } = needs;
  return [
    ...features.map((feature) => ({
      said: text.feature(feature),
      without: { ...needs, features: features.filter((each) => each !== feature) },
    })),
    ...(native ? [] : [{ said: text.giveUp.native, without: { ...needs, native: true } }]),
    ...(maintained ? [{ said: text.giveUp.maintained, without: { ...needs, maintained: false } }] : []),
    ...(language === 'any'
      ? []
      : [{ said: text.giveUp.language(language), without: { ...needs, language: 'any' as const } }]),
  ];
}
