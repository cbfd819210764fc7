import type { Channel } from '#contracts/channel.ts';
import type { InboundMatch } from '#contracts/inbound/inbound.ts';
import { foldText, foldWord } from './fold.ts';

export interface InboundMessage {
  readonly channel: Channel;
  readonly text: string;
}

/** What was found: the word as its author wrote it, and nothing where any text will do. */
export interface InboundFinding {
  readonly keyword?: string;
}

/** Undefined where the message is not meant. Of several words the first of the list is named. */
export function matchInbound(
  { channels, text: by }: InboundMatch,
  message: InboundMessage,
): InboundFinding | undefined {
  if (channels.length > 0 && !channels.includes(message.channel)) return undefined;
  if (by.is === 'any') return {};
  const text = foldText(message.text);
  const isFound = by.is === 'keyword' ? holdsWord : holdsPart;
  const keyword = by.words.find((word) => isFound(text, word));
  return keyword === undefined ? undefined : { keyword };
}

function holdsPart(text: string, word: string): boolean {
  return text.includes(foldText(word));
}

/**
 * A word ends where no letter or digit of its kind follows. Chinese and Japanese are written without spaces, so that such a
 * word stands for itself only between other signs or letters of another script: 订阅 is found in "订阅!" and "我 订阅 ok", not in
 * 我要订阅, for which there is `contains`.
 */
function holdsWord(text: string, word: string): boolean {
  const wanted = foldWord(word) || foldText(word);
  for (let from = text.indexOf(wanted); from >= 0; from = text.indexOf(wanted, from + 1)) {
    const before = [...text.slice(Math.max(0, from - 2), from)].at(-1);
    const [after] = text.slice(from + wanted.length);
    const first = [...wanted][0] ?? '';
    const last = [...wanted].at(-1) ?? '';
    if (!goesOn(before, first) && !goesOn(last, after)) return true;
  }
  return false;
}

function goesOn(left: string | undefined, right: string | undefined): boolean {
  if (left === undefined || right === undefined) return false;
  const [one, other] = [scriptOf(left), scriptOf(right)];
  return one !== 'none' && one === other;
}

function scriptOf(character: string): 'none' | 'east_asian' | 'other' {
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(character)) return 'east_asian';
  return /[\p{L}\p{N}\p{M}]/u.test(character) ? 'other' : 'none';
}
