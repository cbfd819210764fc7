import type { Language } from '#contracts/topic.ts';
import type { MessageLinks } from '../links/message-links.ts';
import type { RenderedContent } from '../port.ts';
import { htmlToText } from './plain-text.ts';
import { escapeAttribute, rewriteHtml } from './rewrite-html.ts';
import { rewriteTextLinks } from './text-links.ts';

export interface EmailParts {
  readonly subject: string;
  /** HTML-escaped. */
  readonly preheader: string;
  readonly html: string;
  readonly text: string;
}

interface Brand {
  readonly name: string;
  /** Of the mail. */
  readonly language: Language;
}

const footerWords = {
  en: { unsubscribe: 'Unsubscribe', preferences: 'Preferences' },
  'zh-Hans': { unsubscribe: '退订', preferences: '接收设置' },
  'zh-Hant': { unsubscribe: '取消訂閱', preferences: '接收設定' },
} as const;

/**
 * Makes the finished mail: links counted, preheader and open pixel in place, plain text made where there is none. A
 * marketing mail without a way to unsubscribe gets one, because the law of most countries asks for it.
 */
export function renderEmail(
  parts: EmailParts,
  links: MessageLinks,
  { marketing, ...brand }: { readonly marketing: boolean } & Brand,
): RenderedContent {
  const complete = rewriteHtml(parts.html, links.click);
  const needsFooter = marketing && !parts.html.includes(links.unsubscribe);
  const footer = needsFooter ? footerBlock(links, brand) : '';
  const text =
    parts.text.trim() === ''
      ? htmlToText(complete({ atStart: '', atEnd: footer }))
      : rewriteTextLinks(parts.text.trim(), links.click);
  const html = complete({ atStart: preheaderBlock(parts.preheader), atEnd: footer + pixel(links.open) });
  return { channel: 'email', subject: oneLine(parts.subject), preheader: htmlToText(parts.preheader), html, text };
}

function footerBlock(links: MessageLinks, { name, language }: Brand): string {
  const words = footerWords[language];
  const anchor = (url: string, label: string) => `<a href="${escapeAttribute(url)}" style="color:#6b7280">${label}</a>`;
  return (
    `<p style="margin:24px 16px;text-align:center;font:12px/1.6 sans-serif;color:#6b7280">${escapeAttribute(name)} · ` +
    `${anchor(links.unsubscribe, words.unsubscribe)} · ${anchor(links.preferences, words.preferences)}</p>`
  );
}

/** Mail lists show the first words of a mail: these, and then invisible room so that nothing follows them. */
function preheaderBlock(preheader: string): string {
  if (preheader.trim() === '') return '';
  const room = '&#847;&zwnj;&nbsp;'.repeat(60);
  return `<div style="display:none;max-height:0;overflow:hidden;mso-hide:all" aria-hidden="true">${preheader}${room}</div>`;
}

function pixel(url: string): string {
  if (url === '') return '';
  return `<img src="${escapeAttribute(url)}" width="1" height="1" alt="" style="display:block;width:1px;height:1px;border:0">`;
}

/** Where a line break would begin another header or line. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
