// The clients beside each other: how to choose, what each can do with the evidence, how fast each is.
import { needsSchema, type Needs } from '../../comparison/advice/needs.ts';
import { words } from '../../comparison/features/words.ts';
import type { Matrix } from '../../comparison/results/result.ts';
import type { Comparison } from '../comparison.ts';
import { text } from '../words.ts';
import { html, nothing, type Html } from '../html.ts';
import { chooseView } from './compare-choose-view.ts';
import { anchorOf, featuresView, interopView } from './compare-features-view.ts';
import { speedView } from './compare-speed-view.ts';

/** Results where there are any, and how to make those that are missing. */
export function compareView(comparison: Comparison, needs: Needs | undefined): Html {
  const { matrix, interop, bench, broken } = comparison;
  return html`${outlineView(comparison)}
    <div class="compare">
      <h1>${text.compare.title}</h1>
      <p class="lead">${text.compare.lead}</p>
      ${broken.map(
        ({ message, next }) => html`<p class="notice">${message} <strong>${text.errors.next}:</strong> ${next}</p>`,
      )}
      ${matrix ? chooseView({ matrix, bench, interop }, needs) : nothing}
      ${matrix ? featuresView(matrix) : missing(text.compare.missing.matrix)}
      ${bench ? speedView(bench, packagesOf(matrix)) : missing(text.compare.missing.bench)}
      ${interop ? interopView(interop) : missing(text.compare.missing.interop)}
    </div>`;
}

interface Part {
  readonly id: string;
  readonly name: string;
  readonly below: readonly Omit<Part, 'below'>[];
}

/** What the view holds, as links. */
function outlineView(comparison: Comparison): Html {
  return html`<nav class="contents outline" aria-labelledby="contents-title">
    <h2 id="contents-title">${text.lesson.contents}</h2>
    <ul>
      ${partsOf(comparison).map(
        ({ id, name, below }) =>
          html`<li><a href="#${id}">${name}</a></li>
            ${below.map((part) => html`<li class="depth3"><a href="#${part.id}">${part.name}</a></li>`)}`,
      )}
    </ul>
  </nav>`;
}

function partsOf({ matrix, interop, bench }: Comparison): Part[] {
  const { choose, features, speed, interop: readers } = text.compare;
  const languages = [...new Set((matrix?.clients ?? []).map(({ language }) => language))];
  const ofLanguages = languages.map((name) => ({ id: anchorOf('features', name), name: words.language(name) }));
  const ofWorkloads = (bench?.workloads ?? []).map(({ name, title }) => ({ id: anchorOf('speed', name), name: title }));
  const all: (Part & { readonly there: unknown })[] = [
    { id: 'choose', name: choose, below: [], there: matrix },
    { id: 'features', name: features, below: ofLanguages, there: matrix },
    { id: 'speed', name: speed, below: ofWorkloads, there: bench },
    { id: 'interop', name: readers, below: [], there: interop },
  ];
  return all.filter(({ there }) => there !== undefined);
}

// Figures name clients by folder; a reader knows them by their packages.
const packagesOf = (matrix: Matrix | undefined): ReadonlyMap<string, string> =>
  new Map((matrix?.clients ?? []).map((client) => [client.name, client.package]));

const missing = ({ title, command, what }: (typeof text.compare.missing)[keyof typeof text.compare.missing]): Html =>
  html`<section class="empty">
    <h2>${title}</h2>
    <p>${text.compare.none} <code>${command}</code> ${what}</p>
  </section>`;

/** The needs that a form has sent; undefined where none was sent, or something is not a choice. */
export function readNeeds(
  query: (name: string) => string | undefined,
  all: (name: string) => string[],
): Needs | undefined {
  if (query('language') === undefined) return undefined;
  const sent = {
    language: query('language'),
    features: all('need'),
    native: query('native') !== 'no',
    maintained: query('maintained') !== 'no',
    first: query('first') ?? 'throughput',
  };
  return needsSchema.safeParse(sent).data;
}
