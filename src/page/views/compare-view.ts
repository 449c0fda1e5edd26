// The clients beside each other: how to choose, what each can do with the evidence, how fast each is.
import { needsSchema, type Needs } from '../../comparison/advice/needs.ts';
import type { Comparison } from '../comparison.ts';
import { text } from '../en.ts';
import { html, nothing, type Html } from '../html.ts';
import { chooseView } from './compare-choose-view.ts';
import { featuresView, interopView } from './compare-features-view.ts';
import { speedView } from './compare-speed-view.ts';

/** Results where there are any, and how to make those that are missing. */
export function compareView(comparison: Comparison, needs: Needs | undefined): Html {
  const { matrix, interop, bench, broken } = comparison;
  return html`<div class="compare">
    <h1>${text.compare.title}</h1>
    <p class="lead">${text.compare.lead}</p>
    ${broken.map(
      ({ message, next }) => html`<p class="notice">${message} <strong>${text.errors.next}:</strong> ${next}</p>`,
    )}
    ${matrix ? chooseView({ matrix, bench, interop }, needs) : nothing}
    ${matrix ? featuresView(matrix) : missing(text.compare.missing.matrix)}
    ${bench ? speedView(bench) : missing(text.compare.missing.bench)}
    ${interop ? interopView(interop) : missing(text.compare.missing.interop)}
  </div>`;
}

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
