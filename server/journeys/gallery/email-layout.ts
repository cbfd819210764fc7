import type { Language } from '#contracts/topic.ts';
import type { TemplateMail } from './template.ts';

const words = {
  en: {
    greeting: '{% if person.firstName %}Hello {{ person.firstName }},{% else %}Hello,{% endif %}',
    why: 'You get this because you know {{ workspace.name }}.',
    choose: 'Choose what we send you',
    leave: 'Unsubscribe',
    something: 'Something you liked',
  },
  'zh-Hans': {
    greeting: '{% if person.firstName %}{{ person.firstName }}，您好！{% else %}您好！{% endif %}',
    why: '您收到此邮件，是因为您是 {{ workspace.name }} 的用户。',
    choose: '管理订阅',
    leave: '退订',
    something: '您看中的商品',
  },
  'zh-Hant': {
    greeting: '{% if person.firstName %}{{ person.firstName }}，您好！{% else %}您好！{% endif %}',
    why: '您收到此郵件，是因為您是 {{ workspace.name }} 的會員。',
    choose: '管理訂閱',
    leave: '取消訂閱',
    something: '您看中的商品',
  },
} as const satisfies { readonly [language in Language]: object };

const latin = 'Helvetica,Arial,sans-serif';
const fonts: { readonly [language in Language]: string } = {
  en: latin,
  'zh-Hans': `'PingFang SC','Microsoft YaHei',${latin}`,
  'zh-Hant': `'PingFang TC','Microsoft JhengHei',${latin}`,
};

/** A quiet mail of one column in the neutral colours that a brand then replaces; tables where mail programs need them. */
export function emailLayout(mail: TemplateMail, language: Language, isMarketing: boolean): string {
  const said = words[language];
  const font = fonts[language];
  const paragraph = (text: string) =>
    `<p class="soft" style="margin:0 0 20px;font:16px/1.7 ${font};color:#4b5250">${text}</p>`;
  const tile = mail.product
    ? `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 24px"><tr>
<td class="tile" style="padding:24px;border-radius:8px;background:#eef2f0">
<div class="ink" style="font:600 18px/1.4 ${font};color:#1d2422">{{ event.name | default: "${said.something}" }}</div>
{% if event.price %}<div class="soft" style="margin-top:4px;font:15px/1.4 ${font};color:#4b5250">{{ event.price | money: workspace.currency }}</div>{% endif %}
</td></tr></table>`
    : '';
  const choices = isMarketing
    ? `<br><a href="{{ links.preferences | raw }}" style="color:#6b7371">${said.choose}</a> &nbsp;·&nbsp;
<a href="{{ links.unsubscribe | raw }}" style="color:#6b7371">${said.leave}</a>`
    : '';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{{ workspace.name }}</title>
<style>
  @media (max-width: 620px) {
    .card { width: 100% !important; border-radius: 0 !important }
    .pad { padding-left: 24px !important; padding-right: 24px !important }
  }
  @media (prefers-color-scheme: dark) {
    .ground { background: #161a19 !important }
    .card { background: #202524 !important }
    .tile { background: #2b3230 !important }
    .ink { color: #f0f3f2 !important }
    .soft { color: #b4bcb9 !important }
  }
</style>
</head>
<body style="margin:0;padding:0">
<table role="presentation" class="ground" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f5f4">
<tr><td align="center" style="padding:24px 0">
<table role="presentation" class="card" width="600" cellpadding="0" cellspacing="0" style="width:600px;max-width:100%;background:#ffffff;border-radius:12px">
<tr><td class="pad ink" style="padding:28px 48px 0;font:600 18px/1.3 ${font};color:#1d2422">{{ workspace.name }}</td></tr>
<tr><td class="pad" style="padding:28px 48px 40px">
<h1 class="ink" style="margin:0 0 16px;font:600 26px/1.3 ${font};color:#1d2422">${mail.title[language]}</h1>
${[said.greeting, ...mail.text.map((text) => text[language])].map(paragraph).join('\n')}
${tile}
<a href="${mail.url}" style="display:inline-block;padding:13px 26px;border-radius:8px;background:#0f6b57;color:#ffffff;font:600 16px/1.2 ${font};text-decoration:none">${mail.button[language]}</a>
</td></tr>
<tr><td class="pad soft" style="padding:20px 48px 32px;font:13px/1.7 ${font};color:#6b7371">
${said.why}${choices}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`;
}
