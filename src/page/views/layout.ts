import { text } from '../words.ts';
import { html, type Html } from '../html.ts';

export type Theme = 'auto' | 'light' | 'dark';

export interface Frame {
  readonly theme: Theme;
  /** Path of the page shown, for the mark in the navigation. */
  readonly path: string;
  /** Where the assets of this start of the workbook are: `/assets/<version>`. */
  readonly assets: string;
  /** The session's revision that the page shows. */
  readonly revision: number;
  /** The live parts of the frame: state of the broker and the run, and what is to be told once. */
  readonly status: Html;
  readonly notice: Html;
}

export interface Page {
  readonly title: string;
  readonly main: Html;
  /** Width and columns of the view. */
  readonly kind: 'prose' | 'wide' | 'split';
}

const sections = [
  ['/', 'course'],
  ['/broker', 'broker'],
  ['/compare', 'compare'],
  ['/doctor', 'doctor'],
] as const;

/** The whole document around a view. */
export function layout(frame: Frame, page: Page): Html {
  return html`<!doctype html>
    <html
      lang="${text.language}"
      data-theme="${frame.theme}"
      data-revision="${frame.revision}"
      data-assets="${frame.assets}"
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title === text.name ? text.name : `${page.title} · ${text.name}`}</title>
        <link rel="icon" href="${frame.assets}/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="${frame.assets}/page.css" />
        <script type="module" src="${frame.assets}/page.ts"></script>
      </head>
      <body>
        <a class="skip" href="#main">${text.skipToContent}</a>
        ${header(frame)}
        <div class="banner" id="lost" role="alert" hidden>${text.lost}</div>
        <div data-live="notice">${frame.notice}</div>
        <main id="main" class="${page.kind}" tabindex="-1" data-copy="${text.copy}" data-copied="${text.copied}">
          ${page.main}
        </main>
        ${keysDialog()}
        <p class="visually-hidden" id="said" role="status"></p>
      </body>
    </html>`;
}

function header(frame: Frame): Html {
  return html`<header class="top">
    <a class="brand" href="/">${mark()}<span>${text.shortName}</span></a>
    <nav aria-label="${text.nav.label}">
      ${sections.map(([path, name]) => {
        const current = isCurrent(frame.path, path) ? html`aria-current="page"` : '';
        return html`<a href="${path}" ${current}>${text.nav[name]}</a>`;
      })}
    </nav>
    <div class="status" data-live="status">${frame.status}</div>
    <form class="searchbox" action="/search" role="search" aria-label="${text.search}">
      <input
        type="search"
        name="q"
        aria-label="${text.searching.label}"
        placeholder="${text.search}"
        autocomplete="off"
        aria-keyshortcuts="/"
      />
    </form>
    <button class="quiet icon key" id="show-keys" hidden aria-label="${text.keys.open}" title="${text.keys.open}">
      ?
    </button>
    ${themeButton(frame.theme)}
  </header>`;
}

function keysDialog(): Html {
  return html`<dialog id="keys" aria-labelledby="keys-title">
    <form method="dialog"><button class="quiet small">${text.keys.close}</button></form>
    <h2 id="keys-title">${text.keys.title}</h2>
    <dl>
      ${text.keys.list.map(
        ([key, what]) =>
          html`<dt><kbd>${key}</kbd></dt>
            <dd>${what}</dd>`,
      )}
    </dl>
  </dialog>`;
}

function isCurrent(at: string, path: string): boolean {
  if (path === '/') return at === '/' || /^\/(lessons|exercises|notebooks)\//.test(at);
  return at === path || at.startsWith(`${path}/`);
}

const nextTheme = { auto: 'dark', dark: 'light', light: 'auto' } as const;

function themeButton(theme: Theme): Html {
  return html`<form class="theme" method="post" action="/theme">
    <input type="hidden" name="theme" value="${nextTheme[theme]}" />
    <button class="quiet icon" title="${text.theme[theme]}" aria-label="${text.theme[theme]}">
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="7.25" fill="none" stroke="currentColor" stroke-width="1.5" />
        ${theme === 'light' ? '' : html`<path d="M10 2.75 a7.25 7.25 0 0 ${theme === 'dark' ? 0 : 1} 0 14.5 z" fill="currentColor" />`}
        ${theme === 'dark' ? html`<path d="M10 2.75 a7.25 7.25 0 0 1 0 14.5 z" fill="currentColor" />` : ''}
      </svg>
    </button>
  </form>`;
}

// A partitioned log: three lanes, each a record further.
function mark(): Html {
  return html`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
    <rect x="2" y="3" width="12" height="4.5" rx="1.5" />
    <rect x="2" y="9.75" width="20" height="4.5" rx="1.5" />
    <rect x="2" y="16.5" width="7" height="4.5" rx="1.5" />
  </svg>`;
}
