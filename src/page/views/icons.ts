import { html, type Html } from '../html.ts';

const paths = {
  pass: 'M4 10.5 8.2 14.7 16 6',
  fail: 'M5.5 5.5 14.5 14.5 M14.5 5.5 5.5 14.5',
  error: 'M10 4.5 V11.5 M10 14.6 V15.4',
  skipped: 'M5 5 L11 10 L5 15 M14.5 5 V15',
} as const;

/** A small picture beside a word that says the same; it is hidden from screen readers. */
export function icon(name: keyof typeof paths): Html {
  return html`<svg class="icon ${name}" viewBox="0 0 20 20" aria-hidden="true">
    <path
      d="${paths[name]}"
      fill="none"
      stroke="currentColor"
      stroke-width="2.2"
      stroke-linecap="round"
      stroke-linejoin="round"
    />
  </svg>`;
}

/** The ring that turns while something is at work. */
export function spinner(): Html {
  return html`<span class="spinner" aria-hidden="true"></span>`;
}
