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
  const rest = Object.keys(traits).filter((name) => !nameTraits.includes(name));
  const ofTraits = (names: readonly string[]) =>
    names.flatMap((trait) =>
      wordsOf(trait, traits[trait] ?? null).map((text) => ({
        ...{ trait, class: classOf(trait, text), text },
        readings: isNameTrait(trait) ? readingsOf(text) : '',
      })),
    );
  return [
    ...wholeNames.flatMap(([last, first]) => wholeName(last, first, traits)),
    ...ofTraits(nameTraits),
    ...identities.map(({ kind, value }) => ({
      class: namelessKinds.has(kind) ? ('none' as const) : ('contact' as const),
      text: value.toLowerCase(),
      readings: '',
    })),
    ...ofTraits(rest),
  ];
}

function wholeName(last: string, first: string, traits: JsonObject): readonly SearchValue[] {
  const [family, given] = [traits[last], traits[first]];
  if (typeof family !== 'string' || typeof given !== 'string') return [];
  const text = `${family}${given}`.toLowerCase();
  const readings = readingsOf(text);
  return readings === '' ? [] : [{ trait: first, with: last, class: classOf(first, text), text, readings }];
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
  const values = searchValues(person);
  const section = (wanted: PersonalClass) =>
    values
      .filter((value) => value.class === wanted)
      .map(({ text, readings }) => `${text}${readings} `)
      .join('')
      .slice(0, longest[wanted]);
  const [open, contact] = [section('none'), section('contact')];
  const openBytes = Buffer.byteLength(open);
  return {
    text: open + contact + section('sensitive'),
    openBytes,
    contactBytes: openBytes + Buffer.byteLength(contact),
  };
}

/** "true" alone would find half of all people: with its name it is of use. */
function wordsOf(name: string, value: Json): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value.slice(0, longestValue).toLowerCase()];
  if (typeof value === 'number') return [String(value)];
  if (typeof value === 'boolean') return [`${name}:${value}`.toLowerCase()];
  return Array.isArray(value) ? value.flatMap((one) => (typeof one === 'object' ? [] : wordsOf(name, one))) : [];
}

function classOf(trait: string, text: string): PersonalClass {
  const byName = classOfName(trait);
  return byName === 'none' && wholeAddress.test(text) ? 'contact' : byName;
}

/** Names come again with each person, and to judge one takes several expressions. */
const known = new Map<string, PersonalClass>();
const mostKnown = 5_000;

function classOfName(trait: string): PersonalClass {
  const held = known.get(trait);
  if (held !== undefined) return held;
  if (known.size >= mostKnown) known.clear();
  const judged = personalClassOfName(trait, 'trait');
  known.set(trait, judged);
  return judged;
}
