import type { CompanyFact } from '#contracts/fact.ts';
import { readingsOf } from '#contracts/pinyin/readings.ts';

/** Where a company is looked for: its id, name and website in small letters, then the readings of a Chinese name in capitals. */
export function companySearchText({ company, traits }: Pick<CompanyFact, 'company' | 'traits'>): string {
  const words = [company, traits['name'], traits['website']].filter((value) => typeof value === 'string');
  const readings = typeof traits['name'] === 'string' ? readingsOf(traits['name']) : '';
  return `${words.join(' ').toLowerCase()}${readings}`;
}
