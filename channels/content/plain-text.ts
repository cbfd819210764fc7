import { Parser } from 'htmlparser2';

const unread = new Set(['head', 'style', 'script', 'title', 'template', 'noscript']);
const paragraphs = new Set('p h1 h2 h3 h4 h5 h6 ul ol table blockquote pre hr'.split(' '));
const lines = new Set('div tr li section article header footer main nav address center dd dt'.split(' '));

/**
 * The words of an HTML document as a person without HTML reads them: paragraphs apart, list items marked, links with
 * their address behind, images by their alternative text.
 */
export function htmlToText(html: string): string {
  const reader = createReader();
  const parser = new Parser(reader, { decodeEntities: true });
  parser.end(html);
  return reader.text();
}

function createReader() {
  let text = '';
  let pendingBreaks = 0;
  let pendingSpace = false;
  let silent = 0;
  const links: { readonly href: string; readonly startsAt: number }[] = [];

  function write(words: string): void {
    if (words === '') return;
    if (text !== '') text += pendingBreaks > 0 ? '\n'.repeat(pendingBreaks) : pendingSpace ? ' ' : '';
    text += words;
    pendingBreaks = 0;
    pendingSpace = false;
  }
  function writeApart(words: string): void {
    pendingSpace = true;
    write(words);
    pendingSpace = true;
  }
  const breakLines = (count: number) => {
    pendingBreaks = Math.max(pendingBreaks, count);
  };
  const separate = (name: string) => {
    if (paragraphs.has(name)) breakLines(2);
    else if (lines.has(name)) breakLines(1);
    else if (name === 'td' || name === 'th') pendingSpace = true;
  };

  return {
    onopentag(name: string, attributes: { readonly [name: string]: string }): void {
      if (unread.has(name)) silent += 1;
      separate(name);
      if (silent > 0) return;
      if (name === 'br') pendingBreaks += 1;
      if (name === 'li') write('- ');
      if (name === 'hr') write('---');
      if (name === 'hr') breakLines(2);
      if (name === 'img' && attributes.alt) writeApart(attributes.alt.trim());
      if (name === 'a') links.push({ href: attributes.href ?? '', startsAt: text.length });
    },
    ontext(data: string): void {
      if (silent > 0) return;
      const words = data.replace(/\s+/g, ' ');
      if (words.startsWith(' ')) pendingSpace = true;
      write(words.trim());
      if (words.endsWith(' ')) pendingSpace = true;
    },
    onclosetag(name: string): void {
      if (unread.has(name)) silent -= 1;
      if (name === 'a' && silent === 0) closeLink(links.pop());
      separate(name);
    },
    text: () => text.trim(),
  };

  function closeLink(link: (typeof links)[number] | undefined): void {
    if (!link || !/^(https?|mailto|tel):/i.test(link.href)) return;
    const words = text.slice(link.startsAt).trim();
    const address = link.href.replace(/^(mailto|tel):/i, '');
    if (words === address) return;
    pendingSpace = text !== '' && words !== '';
    write(words === '' ? address : `(${address})`);
  }
}
