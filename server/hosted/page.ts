import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { Html, html } from './html.ts';
import { pageStyle } from './page-style.ts';
import type { Language } from './words.ts';

export interface Page {
  readonly status?: number;
  readonly language: Language;
  /** Name of the brand that the person knows. */
  readonly brand: string;
  readonly title: string;
  readonly body: Html;
}

const styleHash = createHash('sha256').update(pageStyle).digest('base64');

/** No script, nothing from elsewhere, no frame; and the address, which is a key, is told to nobody. */
const securityHeaders = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
  'cache-control': 'no-store',
};

export async function sendPage(reply: FastifyReply, page: Page): Promise<FastifyReply> {
  return await reply
    .code(page.status ?? 200)
    .headers(securityHeaders)
    .type('text/html; charset=utf-8')
    .send(render(page).text);
}

function render({ language, brand, title, body }: Page): Html {
  const mark = [...brand.trim()][0]?.toUpperCase() ?? '';
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${brand === '' ? title : `${title} · ${brand}`}</title>
<style>${new Html(pageStyle)}</style>
</head>
<body>
<main>
${brand !== '' && html`<div class="brand"><span class="mark" aria-hidden="true">${mark}</span>${brand}</div>`}
${body}
</main>
</body>
</html>
`;
}
