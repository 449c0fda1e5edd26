// HTML as tagged templates: every value is escaped unless it is HTML itself.
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;
export { html, raw };

/** HTML that shows nothing. */
export const nothing: Html = raw('');
