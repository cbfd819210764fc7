import { type ImportFormat, importDelimiters } from '#contracts/import.ts';
import { ImportMistake } from '../import-mistake.ts';
import { openBytes } from './read-text.ts';

const sampleBytes = 256 * 1_024;

/** How a file is written, from its first 256 KB. Throws ImportMistake where it is no text. */
export async function detectFormat(path: string): Promise<ImportFormat> {
  const bytes = await openBytes(path);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size >= sampleBytes) break;
  }
  bytes.destroy();
  return formatOf(Buffer.concat(chunks).subarray(0, sampleBytes));
}

export function formatOf(sample: Buffer): ImportFormat {
  const encoding = encodingOf(sample);
  if (!encoding.startsWith('utf-16') && !isText(sample)) throw new ImportMistake('This file is no text.');
  const text = new TextDecoder(encoding).decode(sample, { stream: true });
  const lines = wholeLines(text);
  const type = lines[0]?.trimStart().startsWith('{') ? 'jsonl' : 'csv';
  const quote = quoteOf(lines);
  return { type, encoding, delimiter: type === 'jsonl' ? ',' : delimiterOf(lines, quote), quote };
}

/** Pictures, archives and Excel's own files are full of control characters, of which a text has a few at most. */
function isText(sample: Buffer): boolean {
  const controls = sample.filter((byte) => byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1b).length;
  return controls <= sample.length * 0.02;
}

function wholeLines(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  // The sample ends somewhere in a line.
  if (lines.length > 1) lines.pop();
  return lines.filter((line) => line.trim() !== '');
}

/**
 * The letters that Chinese text is mostly made of, simplified and traditional. Wrongly decoded bytes give letters too, but
 * rare ones.
 */
const frequent = new Set(
  '的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實日军軍者意无無力它与與长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问問很最重并並物手应應战戰向头頭文体體政美相见見被利什二等产產或新己制身果加西斯月话話合回特代内內信表化老给給世位次度门門任常先海通教儿兒原东東声聲提立及比员員解水名真论論处處走义義各入几幾口认認条條平系气氣题題活尔爾更别別打女变變四神总總何电電数數安少报報才结結反受目太量再感建务務做接必场場件计計管期市直德资資命山金指克许許统統区區保至队隊形社便空决決治展马馬科司五基眼书書非则則听聽白却卻界达達光放强強即像难難且权權思王象完设設式色路记記南品住告类類求据據程北边邊死张張该該交规規万萬取拉格望觉覺术術领領共确確传傳师師观觀清今切院让讓识識候带帶导導争爭运運省市县縣区區北京上海广廣州深圳台湾臺灣香港男女姓名客户戶订訂单單商品价價额額号號码碼邮郵箱手机機电電话話地址店铺鋪会會员員积積分生日注册註冊付款下单單已未支付红紅黑白蓝藍大中小李王张陈陳林黄黃吴吳刘劉杨楊赵趙周徐孙孫',
);

function encodingOf(sample: Buffer): ImportFormat['encoding'] {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  if (decodes(sample, 'utf-8')) return 'utf-8';
  const likely = (['gb18030', 'big5'] as const)
    .map((encoding) => ({ encoding, share: frequentShare(sample, encoding) }))
    .sort((a, b) => b.share - a.share)[0];
  return likely && likely.share >= 0.15 ? likely.encoding : 'windows-1252';
}

function decodes(sample: Buffer, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** How many of the letters beyond ASCII are frequent ones. */
function frequentShare(sample: Buffer, encoding: string): number {
  let letters = 0;
  let known = 0;
  for (const letter of new TextDecoder(encoding).decode(sample, { stream: true })) {
    if (letter < '\u0080') continue;
    letters++;
    if (frequent.has(letter)) known++;
    else if (letter === '\uFFFD') letters += 4;
  }
  return letters === 0 ? 0 : known / letters;
}

/** The sign that stands at the edge of cells; quotes within words are apostrophes. */
function quoteOf(lines: readonly string[]): ImportFormat['quote'] {
  const text = lines.slice(0, 200).join('\n');
  const count = (quote: string) =>
    (text.match(new RegExp(`(?:^|[,;|\\t])${quote}`, 'gm')) ?? []).length +
    (text.match(new RegExp(`${quote}(?:$|[,;|\\t])`, 'gm')) ?? []).length;
  const [double, single] = [count('"'), count("'")];
  return single > 2 && single > double * 4 ? "'" : '"';
}

/** The one that cuts the lines into the same number of cells, more than one; of several the one with most cells. */
function delimiterOf(lines: readonly string[], quote: string): ImportFormat['delimiter'] {
  const scores = importDelimiters.map((delimiter) => {
    const counts = lines.slice(0, 100).map((line) => cellsOf(line, delimiter, quote));
    const first = counts[0] ?? 1;
    const same = counts.filter((count) => count === first).length;
    return { delimiter, score: first > 1 ? (same / counts.length) * Math.log2(first + 1) : 0 };
  });
  return scores.reduce((best, next) => (next.score > best.score ? next : best)).delimiter;
}

function cellsOf(line: string, delimiter: string, quote: string): number {
  let cells = 1;
  let quoted = false;
  for (const letter of line) {
    if (letter === quote) quoted = !quoted;
    else if (letter === delimiter && !quoted) cells++;
  }
  return cells;
}
