import { isReadAs } from '#contracts/pinyin/readings.ts';

/** Whether what is looked for stands in a name as it is sent or in what is shown for it, whatever the case; Chinese by sound too. */
export function isNamed(name: string, shown: string, wanted: string): boolean {
  const word = wanted.trim().toLowerCase();
  return `${name}\n${shown}`.toLowerCase().includes(word) || isReadAs(shown, word);
}
