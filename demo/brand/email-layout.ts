/**
 * The look that all mails of the demo brand share: one column of 600 pixels that narrows on a phone, tables where mail
 * programs need them, colours that hold in dark mode. `body` is Liquid and HTML.
 */
export function emailLayout(body: string, footer: string, language = 'en'): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{{ workspace.name }}</title>
<style>
  body { margin: 0; padding: 0; background: #f4f1ec; -webkit-text-size-adjust: 100% }
  a { color: #8a3b2e }
  @media (max-width: 620px) {
    .card { width: 100% !important; border-radius: 0 !important }
    .pad { padding-left: 24px !important; padding-right: 24px !important }
    .title { font-size: 26px !important }
    .button { display: block !important; text-align: center !important }
  }
  @media (prefers-color-scheme: dark) {
    body, .ground { background: #1b1917 !important }
    .card { background: #262320 !important }
    .ink { color: #f3eee7 !important }
    .soft { color: #b9b0a5 !important }
    .tile { background: #38322c !important }
    .rule { border-color: #433d36 !important }
    .button { background: #e7a08f !important; color: #1b1917 !important }
    a { color: #e7a08f }
  }
</style>
</head>
<body>
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" style="background:#f4f1ec">
<tr><td align="center" style="padding:24px 0">
<table role="presentation" class="card" width="600" cellpadding="0" cellspacing="0" style="width:600px;max-width:100%;background:#ffffff;border-radius:12px;overflow:hidden">
<tr><td class="pad rule" style="padding:28px 48px 24px;border-bottom:1px solid #ece6dd">
<span class="ink" style="font:600 20px/1.2 Georgia,'Times New Roman',serif;letter-spacing:.02em;color:#2b2622">{{ workspace.name }}</span>
</td></tr>
<tr><td class="pad" style="padding:36px 48px 40px">
${body.trim()}
</td></tr>
<tr><td class="pad rule soft" style="padding:24px 48px 32px;border-top:1px solid #ece6dd;font:13px/1.6 Helvetica,Arial,sans-serif;color:#7a7067">
${footer.trim()}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}

export function title(text: string): string {
  return `<h1 class="title ink" style="margin:0 0 16px;font:normal 30px/1.25 Georgia,'Times New Roman',serif;color:#2b2622">${text}</h1>`;
}

export function paragraph(text: string): string {
  return `<p class="soft" style="margin:0 0 24px;font:16px/1.6 Helvetica,Arial,sans-serif;color:#574f48">${text}</p>`;
}

export function button(url: string, label: string): string {
  return `<a class="button" href="${url}" style="display:inline-block;padding:14px 28px;border-radius:8px;background:#8a3b2e;color:#ffffff;font:600 16px/1.2 Helvetica,Arial,sans-serif;text-decoration:none">${label}</a>`;
}

/** A product as a tile: the data has no pictures, so its name is the picture. */
export function productTile(name: string, detail: string): string {
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 28px"><tr>
<td class="tile" style="padding:32px 28px;border-radius:10px;background:#f3e7df">
<div class="ink" style="font:italic 22px/1.35 Georgia,'Times New Roman',serif;color:#2b2622">${name}</div>
<div class="soft" style="margin-top:8px;font:15px/1.4 Helvetica,Arial,sans-serif;color:#574f48">${detail}</div>
</td></tr></table>`;
}

export const marketingFooter = `You get this because you shop at {{ workspace.name }}.<br>
<a href="{{ links.preferences | raw }}" class="soft" style="color:#7a7067">Choose what we send you</a> &nbsp;·&nbsp;
<a href="{{ links.unsubscribe | raw }}" class="soft" style="color:#7a7067">Unsubscribe</a>`;

export const serviceFooter = 'This mail belongs to your order. {{ workspace.name }}, gifts and home.';
