import { QuoteType, Tokenizer } from 'htmlparser2';

export interface Inserts {
  /** Inserted after `<body>`, or at the start where there is none. */
  readonly atStart: string;
  /** Inserted before `</body>`, or at the end where there is none. */
  readonly atEnd: string;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Changes the addresses of links and leaves every other letter as it was: mail programs depend on markup that no
 * serialiser would write again as it came. `link` gives the new address for one of http(s); addresses with schemes that
 * run code become `#`. Returns the document as a function of what is inserted into it.
 */
export function rewriteHtml(html: string, link: (url: string) => string): (inserts: Inserts) => string {
  const edits: Edit[] = [];
  const places = { start: 0, end: html.length };
  let tag = '';
  let attribute = { name: '', end: 0 };
  let value = '';

  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        tag = html.slice(start, end).toLowerCase();
      },
      onopentagend(end) {
        if (tag === 'body') places.start = end + 1;
        tag = '';
      },
      onselfclosingtag() {
        tag = '';
      },
      onclosetag(start, end) {
        if (html.slice(start, end).toLowerCase() === 'body') places.end = html.lastIndexOf('<', start);
      },
      onattribname(start, end) {
        attribute = { name: html.slice(start, end).toLowerCase(), end };
        value = '';
      },
      onattribdata(start, end) {
        value += html.slice(start, end);
      },
      onattribentity(codePoint) {
        value += String.fromCodePoint(codePoint);
      },
      onattribend(quote, end) {
        if (attribute.name !== 'href' || (tag !== 'a' && tag !== 'area') || quote === QuoteType.NoValue) return;
        const changed = changeAddress(value, link);
        if (changed === value) return;
        // From the end of the name: `=`, perhaps among white space, and the opening quote.
        const opening = /^\s*=\s*["']?/.exec(html.slice(attribute.end, end))?.[0] ?? '=';
        const escaped = escapeAttribute(changed);
        const isQuoted = quote !== QuoteType.Unquoted;
        edits.push({
          start: attribute.end + opening.length,
          end: isQuoted ? end - 1 : end,
          text: isQuoted ? escaped : `"${escaped}"`,
        });
      },
      oncdata() {},
      oncomment() {},
      ondeclaration() {},
      onend() {},
      onprocessinginstruction() {},
      ontext() {},
      ontextentity() {},
    },
  );
  tokenizer.write(html);
  tokenizer.end();

  return ({ atStart, atEnd }) =>
    apply(html, [
      ...edits,
      { start: places.start, end: places.start, text: atStart },
      { start: places.end, end: places.end, text: atEnd },
    ]);
}

/** Browsers ignore white space and control characters inside a scheme, and so does this. */
function changeAddress(address: string, link: (url: string) => string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that hide a scheme.
  const plain = address.replace(/[\u0000-\u0020\u007f]+/g, '');
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(plain)?.[1]?.toLowerCase();
  if (scheme === 'http' || scheme === 'https') return link(address.trim());
  const harmless = scheme === undefined || scheme === 'mailto' || scheme === 'tel' || scheme === 'sms';
  return harmless ? address : '#';
}

function apply(html: string, edits: readonly Edit[]): string {
  let result = '';
  let position = 0;
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start)) {
    if (start < position) continue;
    result += html.slice(position, start) + text;
    position = end;
  }
  return result + html.slice(position);
}

/** The http(s) addresses of the links, each once, in the order of the document. */
export function linksIn(html: string): string[] {
  const found = new Set<string>();
  rewriteHtml(html, (url) => {
    found.add(url);
    return url;
  });
  return [...found];
}

export function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;').replaceAll('<', '&lt;');
}
