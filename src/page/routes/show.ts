import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Assets } from '../assets.ts';
import type { PageDeps } from '../deps.ts';
import { nothing } from '../html.ts';
import type { Hub } from '../live/hub.ts';
import { layout, type Page, type Theme } from '../views/layout.ts';
import { noticeView, statusView } from '../views/status.ts';

export interface Show {
  /** Answers with a view inside the frame. */
  (c: Context, page: Page, status?: ContentfulStatusCode): Promise<Response>;
  /** Keeps a sentence for the next page that is shown. */
  tell(sentence: string): void;
}

/** Makes the function that puts every view into its frame. */
export function createShow(deps: PageDeps, hub: Hub, assets: Assets): Show {
  let told: string | undefined;
  const show = async (c: Context, page: Page, status: ContentfulStatusCode = 200): Promise<Response> => {
    const frame = {
      theme: themeOf(c),
      path: c.req.path,
      assets: assets.base,
      revision: hub.revision,
      status: status === 500 ? nothing : statusView(deps.session.state, deps.course()),
      notice: noticeView(deps.session.state, told),
    };
    told = undefined;
    c.header('Cache-Control', 'no-store');
    return c.html(layout(frame, page), status);
  };
  return Object.assign(show, { tell: (sentence: string) => void (told = sentence) });
}

function themeOf(c: Context): Theme {
  const theme = getCookie(c, 'theme');
  return theme === 'light' || theme === 'dark' ? theme : 'auto';
}
