import type { Channel } from '#contracts/channel.ts';

/** Shares of those who have read a message; of the size that retailers report for SMS, and less for mail. */
const share: { readonly [channel in Channel]?: number } = { sms: 0.12, email: 0.03 };

/** What people write back, the frequent more often; by SMS also the words that mean something everywhere. */
const words = [
  'Thanks!',
  '1',
  '1',
  '2',
  'Is it still in stock?',
  'When will it arrive?',
  'Yes please',
  '谢谢',
] as const;
const wordsOfSms = [...words, 'STOP', 'HELP'] as const;

/** The answer of whoever reads a message on this channel; undefined for most people. */
export function chooseAnswer(channel: Channel, random: () => number): string | undefined {
  if (random() >= (share[channel] ?? 0)) return undefined;
  const choices = channel === 'sms' ? wordsOfSms : words;
  return choices[Math.floor(random() * choices.length)];
}
