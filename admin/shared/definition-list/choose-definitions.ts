import { type DefinitionStatus, definitionStatus } from '#contracts/api/definition.ts';
import { isReadAs } from '#contracts/pinyin/readings.ts';

/** A journey, a segment or a message, as its list has it. */
export interface Listed {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly status: DefinitionStatus;
}

export interface DefinitionChoice<Sort extends string> {
  readonly search?: string | undefined;
  readonly inStatus?: string | undefined;
  readonly sort?: Sort | undefined;
}

/** `language`: whose order names have; Chinese ones stand by pinyin. */
interface Order<Item, Sort> {
  readonly language: string;
  readonly figure: (item: Item, sort: Exclude<Sort, 'changed' | 'name'>) => number;
}

/**
 * Those whose name, description or id has every word that was typed, whatever the case, Chinese ones by sound too; in one status, or in
 * any. They come as the server lists them, the last changed first; by name; or by a figure, the most first.
 */
export function chosenDefinitions<Item extends Listed, Sort extends string>(
  items: readonly Item[],
  { search = '', inStatus, sort }: DefinitionChoice<Sort>,
  { language, figure }: Order<Item, Sort>,
): readonly Item[] {
  const words = folded(search).split(/\s+/).filter(Boolean);
  const found = items.filter(({ id, name, description = '', status }) => {
    const text = folded(`${name} ${id} ${description}`);
    return (
      (inStatus === undefined || status === inStatus) &&
      words.every((word) => text.includes(word) || isReadAs(name, word))
    );
  });
  if (sort === undefined || sort === 'changed') return found;
  if (sort === 'name') {
    const { compare } = new Intl.Collator(language === 'en' ? 'en' : 'zh-Hans-u-co-pinyin', { numeric: true });
    return found.toSorted((one, other) => compare(one.name, other.name));
  }
  const by = sort as Exclude<Sort, 'changed' | 'name'>;
  return found.toSorted((one, other) => figure(other, by) - figure(one, by));
}

/** How many are in each status that occurs, in the order of a definition's life. */
export function statusesOf(items: readonly Listed[]): readonly (readonly [DefinitionStatus, number])[] {
  return definitionStatus.options.flatMap((status) => {
    const count = items.filter((item) => item.status === status).length;
    return count > 0 ? [[status, count] as const] : [];
  });
}

/** Full and half width and accents are one. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
