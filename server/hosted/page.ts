import type { FastifyReply } from 'fastify';
import { Html, html } from './html.ts';
import { type Look, styleOf } from './look.ts';
import type { Language } from './words.ts';

export interface Page {
  readonly status?: number;
  readonly language: Language;
  readonly look: Look;
  readonly title: string;
  readonly body: Html;
}

/** No script, nothing from elsewhere but the logo, no frame; and the address, which is a key, is told to nobody. */
function securityHeaders(look: Look): { readonly [name: string]: string } {
  const images = look.logoUrl === '' ? '' : ` img-src ${new URL(look.logoUrl).origin};`;
  return {
    'content-security-policy': `default-src 'none'; style-src 'sha256-${styleOf(look).hash}';${images} form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex, nofollow',
    'cache-control': 'no-store',
  };
}

export async function sendPage(reply: FastifyReply, page: Page): Promise<FastifyReply> {
  return await reply
    .code(page.status ?? 200)
    .headers(securityHeaders(page.look))
    .type('text/html; charset=utf-8')
    .send(renderPage(page));
}

export function renderPage({ language, look, title, body }: Omit<Page, 'status'>): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${look.brand === '' ? title : `${title} · ${look.brand}`}</title>
<style>${new Html(styleOf(look).text)}</style>
</head>
<body>
<main>
${look.brand !== '' && html`<div class="brand">${brandMark(look)}</div>`}
${body}
</main>
</body>
</html>
`.text;
}

/** The logo stands for the name; without one, its first letter goes before it. */
function brandMark({ brand, logoUrl }: Look): Html {
  if (logoUrl !== '') return html`<img src="${logoUrl}" alt="${brand}" referrerpolicy="no-referrer">`;
  const mark = [...brand.trim()][0]?.toUpperCase() ?? '';
  return html`<span class="mark" aria-hidden="true">${mark}</span>${brand}`;
}
