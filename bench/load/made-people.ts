import type { ProfileFact } from '#contracts/fact.ts';

const firstNames = [
  ...['Anna', 'Ben', 'Clara', 'David', 'Emma', 'Felix', 'Grace', 'Henry', 'Ida', 'Jack'],
  ...['Kate', 'Liam', 'Maria', 'Noah', 'Olivia', 'Paul', 'Rosa', 'Samuel', 'Tina', 'Victor'],
];
const lastNames = [
  ...['Smith', 'Jones', 'Taylor', 'Brown', 'Wilson', 'Evans', 'Johnson', 'Roberts', 'Walker', 'Wright'],
  ...['Green', 'Hall', 'Wood', 'Clarke', 'Turner', 'Cooper', 'Morris', 'Ward', 'Bailey', 'Carter'],
];
const chineseSurnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗'];
const chineseGivenNames = [...'伟芳娜敏静丽强磊军洋艳勇杰娟涛明超霞平刚'];
const cities = ['London', 'York', 'Berlin', '上海', '台北', '北京', 'Paris', 'New York'];
const plans = ['basic', 'silver', 'gold'];

/** One in three has a Chinese name. Drawn from the number alone, so that the same people come again. */
export function madePerson(number: number, at: number): ProfileFact {
  const draw = (salt: number, among: number) => mix(number * 31 + salt) % among;
  const one = (list: readonly string[], salt: number) => list[draw(salt, list.length)] ?? '';
  const name =
    draw(1, 3) === 0
      ? one(chineseSurnames, 2) + one(chineseGivenNames, 3) + one(chineseGivenNames, 4)
      : `${one(firstNames, 5)} ${one(lastNames, 6)}`;
  const day = (salt: number, among: number) => String(1 + draw(salt, among)).padStart(2, '0');
  return {
    type: 'profile',
    profile: idOf(number),
    at,
    revision: 1,
    traits: {
      name,
      city: one(cities, 7),
      plan: one(plans, 8),
      gender: one(['female', 'male'], 9),
      birthday: `${1950 + draw(10, 55)}-${day(11, 12)}-${day(12, 28)}`,
      visits: draw(13, 500),
    },
    identities: [
      { kind: 'userId', value: `user-${number}` },
      { kind: 'email', value: `person${number}@shop.example` },
      { kind: 'phone', value: `+4477${String(number).padStart(8, '0')}` },
    ],
    companies: [],
    timeZone: '',
    known: {},
    firstSeenAt: at,
    deleted: false,
  };
}

/** Of a form in which the number can be read again; spread over the table as the product's own ids are. */
function idOf(number: number): string {
  const hex = number.toString(16).padStart(8, '0');
  return `${mix(number).toString(16).padStart(8, '0')}-${hex.slice(0, 4)}-8${hex.slice(4, 7)}-8${hex.slice(7)}00-000000000000`;
}

/** The number of whom `madePerson` gave this id. */
export function numberOfMade(id: string): number {
  const [, high = '', middle = '', low = ''] = id.split('-');
  return Number.parseInt(high + middle.slice(1) + low.charAt(1), 16);
}

/** Spreads neighbouring numbers; 32 bits (the finaliser of MurmurHash3). */
function mix(number: number): number {
  let mixed = number >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
