import { createHash } from 'node:crypto';
import type { JsonObject } from '#contracts/json.ts';
import type { Product } from '../shop.ts';
import { storefrontScript } from './script.ts';

const style = `
:root { color-scheme: light dark; --ink: #2b2622; --soft: #6b625a; --ground: #f4f1ec; --card: #fff; --tile: #f3e7df; --accent: #8a3b2e; --on-accent: #fff }
@media (prefers-color-scheme: dark) { :root { --ink: #f3eee7; --soft: #b9b0a5; --ground: #1b1917; --card: #262320; --tile: #38322c; --accent: #e7a08f; --on-accent: #1b1917 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, sans-serif }
header, main, footer { max-width: 960px; margin: 0 auto; padding: 24px 16px }
header { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: baseline; justify-content: space-between }
header a, h1, .name { font-family: Georgia, 'Times New Roman', serif }
a { color: inherit; text-decoration: none }
.brand { font-size: 24px }
.grid { display: grid; gap: 16px; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)) }
.tile { display: flex; flex-direction: column; justify-content: space-between; gap: 16px; min-height: 140px; padding: 20px; border-radius: 12px; background: var(--tile) }
.name { font-style: italic; font-size: 18px }
.card { padding: 32px 24px; border-radius: 12px; background: var(--card) }
h1 { margin: 0 0 8px; font-weight: normal; font-size: 30px; line-height: 1.25 }
p, footer { color: var(--soft) }
button, input { min-height: 44px; padding: 10px 20px; border-radius: 8px; font: inherit }
button { border: 0; background: var(--accent); color: var(--on-accent); font-weight: 600; cursor: pointer }
input { border: 1px solid var(--soft); background: none; color: inherit; max-width: 100% }
form { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 24px }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px }
`;

const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Nothing but the page's own style and script runs, and it talks to nobody but this server. */
export const storefrontPolicy = `default-src 'none'; style-src ${sha256(style)}; script-src ${sha256(storefrontScript)}; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

export interface StorefrontPage {
  readonly title: string;
  readonly writeKey: string;
  /** Set on the page of one product: properties of its events. */
  readonly product?: JsonObject;
  /** Markup. */
  readonly body: string;
}

export function storefrontPage({ title, writeKey, product, body }: StorefrontPage): string {
  // Data, and no script: `<` is written so that no text in it can end the element.
  const data = JSON.stringify({ writeKey, product: product ?? null }).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<header><a class="brand" href="/demo/shop">Online Retail</a><span id="basket"></span></header>
<main>
${body}
<p id="said" role="status"></p>
<button id="buy" hidden>Buy what is in the basket</button>
<form id="who"><input id="email" type="email" required placeholder="you@example.com" aria-label="E-mail address"><button>This is me</button></form>
</main>
<footer>A demo shop: nothing is sold here. Products from Daqing Chen, "Online Retail", UCI Machine Learning Repository, 2015, CC BY 4.0.</footer>
<script type="application/json" id="shop">${data}</script>
<script>${storefrontScript}</script>
</body>
</html>
`;
}

export function productGrid(products: readonly Product[]): string {
  const tiles = products.map(
    ({ sku, name, price }) =>
      `<a class="tile" href="/demo/shop/products/${encodeURIComponent(sku)}"><span class="name">${escapeHtml(name)}</span><span>£${price.toFixed(2)}</span></a>`,
  );
  return `<div class="grid">${tiles.join('\n')}</div>`;
}

export function productCard({ name, price, sku }: Product): string {
  return `<div class="card"><h1>${escapeHtml(name)}</h1><p>No. ${escapeHtml(sku)}</p><p>£${price.toFixed(2)}</p><button id="add">Add to basket</button></div>`;
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
