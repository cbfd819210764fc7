import type { Identity } from '#contracts/identifiers.ts';
import type { Json, JsonObject } from '#contracts/json.ts';
import { readingsOf } from '#contracts/pinyin/readings.ts';
import type { PersonalClass } from '#contracts/schema/schema.ts';
import { namelessKinds, personalClassOfName, wholeAddress } from '../schema/personal-class.ts';

const longestValue = 200;

/** Characters of each class; nobody looks for what stands at the end of an essay. Each has room of its own, so that no class pushes another out. */
const longest: { readonly [Class in PersonalClass]: number } = { none: 2_000, contact: 1_000, sensitive: 500 };

/** Who she is stands first in its class, so that it is never cut off. */
const nameTraits = [
  ...['name', 'firstName', 'lastName', 'first_name', 'last_name', 'company', 'nickname'],
  ...['姓名', '姓', '名', '名字', '昵称', '暱稱', '公司'],
];

/** In Chinese the family name stands first, without a space. */
const wholeNames = [
  ['lastName', 'firstName'],
  ['last_name', 'first_name'],
  ['姓', '名'],
] as const;

const namesInSmallLetters = new Set(nameTraits.map((name) => name.toLowerCase()));
const namesAsListed: ReadonlySet<string> = new Set(nameTraits);

/** Whether a trait is found as it is typed by sound: `wangxm` finds 王小明. */
export function isNameTrait(name: string): boolean {
  return namesInSmallLetters.has(name.toLowerCase());
}

interface Searched {
  readonly identities: readonly Identity[];
  readonly traits: JsonObject;
}

/** One thing by which a person is found, in lower case. */
export interface SearchValue {
  /** Absent: an identity. */
  readonly trait?: string;
  /** Another trait that it tells of: it is seen by whoever sees both. */
  readonly with?: string;
  readonly class: PersonalClass;
  readonly text: string;
  /** How a Chinese name is typed in Latin letters; see contracts/pinyin/readings.ts. */
  readonly readings: string;
}

/** What the search of the product looks into: identities, names, and the texts and numbers of all other traits, by the class of their names. */
export function searchValues({ identities, traits }: Searched): readonly SearchValue[] {
  const values: SearchValue[] = [];
  for (const [last, first] of wholeNames) values.push(...wholeName(last, first, traits));
  for (const name of nameTraits) addWords(values, name, traits[name]);
  for (const { kind, value } of identities) {
    values.push({ class: namelessKinds.has(kind) ? 'none' : 'contact', text: value.toLowerCase(), readings: '' });
  }
  for (const name of Object.keys(traits)) if (!namesAsListed.has(name)) addWords(values, name, traits[name]);
  return values;
}

function wholeName(last: string, first: string, traits: JsonObject): readonly SearchValue[] {
  const [family, given] = [traits[last], traits[first]];
  if (typeof family !== 'string' || typeof given !== 'string') return [];
  const text = `${family}${given}`.toLowerCase();
  const readings = readingsOf(text);
  return readings === ''
    ? []
    : [{ trait: first, with: last, class: withAddress(judge(first).personal, text), text, readings }];
}

export interface SearchText {
  readonly text: string;
  /** Bytes of UTF-8 from its start in which nothing personal stands, and in which nothing sensitive does. */
  readonly openBytes: number;
  readonly contactBytes: number;
}

/**
 * One text, what everybody may see before what few may: whether a word stands where somebody may look, its first place
 * tells, and one index serves all.
 */
export function searchText(person: Searched): SearchText {
  const sections = { none: '', contact: '', sensitive: '' };
  for (const { class: personal, text, readings } of searchValues(person)) sections[personal] += `${text}${readings} `;
  const open = sections.none.slice(0, longest.none);
  const contact = sections.contact.slice(0, longest.contact);
  const openBytes = Buffer.byteLength(open);
  return {
    text: open + contact + sections.sensitive.slice(0, longest.sensitive),
    openBytes,
    contactBytes: openBytes + Buffer.byteLength(contact),
  };
}

/** "true" alone would find half of all people: with its name it is of use. */
function addWords(values: SearchValue[], name: string, value: Json | undefined): void {
  if (typeof value === 'string') {
    if (value !== '') addWord(values, name, value.slice(0, longestValue).toLowerCase());
  } else if (typeof value === 'number') addWord(values, name, String(value));
  else if (typeof value === 'boolean') addWord(values, name, `${name}:${value}`.toLowerCase());
  else if (Array.isArray(value)) for (const one of value) if (typeof one !== 'object') addWords(values, name, one);
}

function addWord(values: SearchValue[], trait: string, text: string): void {
  const { personal, isName } = judge(trait);
  const readings = isName ? readingsOf(text) : '';
  values.push({ trait, class: withAddress(personal, text), text, readings });
}

function withAddress(personal: PersonalClass, text: string): PersonalClass {
  return personal === 'none' && wholeAddress.test(text) ? 'contact' : personal;
}

interface JudgedName {
  readonly personal: PersonalClass;
  readonly isName: boolean;
}

/** Names come again with each person, and to judge one takes several expressions. */
const judged = new Map<string, JudgedName>();
const mostJudged = 5_000;

function judge(trait: string): JudgedName {
  const held = judged.get(trait);
  if (held !== undefined) return held;
  if (judged.size >= mostJudged) judged.clear();
  const name = { personal: personalClassOfName(trait, 'trait'), isName: isNameTrait(trait) };
  judged.set(trait, name);
  return name;
}
