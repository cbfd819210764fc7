import type { ClickHouseClient } from '@clickhouse/client';

export interface FactSizes {
  readonly people: number;
  readonly events: number;
  readonly segments: number;
}

/** One person in twenty was two before. */
const mergedEvery = 20;
const workspace = 1;
/** Rows of one insert: a chDB of 1 GB sorts them in memory. */
const rowsAtOnce = 250_000;

/** Random but for the variant (RFC 9562), as the product's own are. */
const uuidOf = (word: string, number: string): string =>
  `reinterpret(bitOr(bitShiftRight(reinterpretAsUInt128(sipHash128('${word}', toUInt64(${number}))), 2), bitShiftLeft(toUInt128(2), 126)), 'UUID')`;
const idOf = (number: string): string => uuidOf('person', number);
const loserOf = (number: string): string => uuidOf('loser', number);
const drawOf = (word: string, number = 'number'): string => `(sipHash64('${word}', ${number}) % 1000000 / 1000000)`;

/**
 * Facts of a shop over two years, made by ClickHouse itself, as the projector would have written them: people with traits,
 * their events with properties of about 150 bytes, of which an order is the rarest, merges, and members of segments.
 */
export async function fillFacts(
  client: ClickHouseClient,
  { people, events, segments }: FactSizes,
  progress: (sentence: string) => void,
): Promise<void> {
  const insert = async (count: number, statement: string): Promise<void> => {
    for (let from = 0; from < count; from += rowsAtOnce) {
      const rows = `numbers(${from}, ${Math.min(rowsAtOnce, count - from)})`;
      await client.command({ query: statement.replace('{rows}', rows) });
      if (from > 0) progress(`${from.toLocaleString('en')} rows of ${count.toLocaleString('en')}`);
    }
  };
  await insert(
    people,
    `INSERT INTO profile_fact (workspace, commit, ordinal, profile, revision, traits, identities, first_seen_at, updated_at, known)
     SELECT ${workspace}, number, 0, ${idOf('number')}, 1,
       concat('{"name":"Person ', toString(number), '","city":"', ['Berlin','上海','London','Taipei','Paris'][1 + number % 5],
         '","tier":', toString(number % 4), ',"age":', toString(18 + number % 60), '}'),
       '[]', now64(3), now64(3), '{}' FROM {rows}`,
  );
  await insert(
    Math.floor(people / mergedEvery),
    `INSERT INTO alias_fact (workspace, commit, ordinal, from_profile, to_profile, revision, at)
     SELECT ${workspace}, number, 0, ${loserOf(`number * ${mergedEvery}`)}, ${idOf(`number * ${mergedEvery}`)}, 1, now64(3) FROM {rows}`,
  );
  const name = `multiIf(${drawOf('name')} < 0.05, 'Order Completed', ${drawOf('name')} < 0.2, 'Product Added', ${drawOf('name')} < 0.6, 'Product Viewed', 'Page Viewed')`;
  await insert(
    events,
    `INSERT INTO event (workspace, commit, ordinal, profile, message_id, type, name, properties, source, at, received_at)
     WITH toUInt64(pow(${drawOf('who')}, 1.5) * ${people}) AS person
     SELECT ${workspace}, intDiv(number, 500), number % 500,
       if(person % ${mergedEvery} = 0 AND ${drawOf('part')} < 0.5, ${loserOf('person')}, ${idOf('person')}),
       toString(sipHash64('id', number)), 'track', ${name},
       concat('{"sku":"sku-', toString(sipHash64('sku', number) % 5000), '","category":"c', toString(sipHash64('category', number) % 20),
         '","price":', toString(sipHash64('price', number) % 20000 / 100), ',"position":', toString(number % 9),
         ',"url":"https://shop.example.com/products/', toString(sipHash64('sku', number) % 5000), '"}'),
       'live', now64(3) - toIntervalSecond(toUInt32(${drawOf('when')} * 730 * 86400)) AS happened, happened FROM {rows}`,
  );
  await insert(
    people * segments,
    `INSERT INTO membership (workspace, commit, ordinal, profile, segment, change, at)
     SELECT ${workspace}, number, 0, ${idOf(`intDiv(number, ${segments})`)}, concat('segment-', toString(number % ${segments})), 'entered', now64(3)
     FROM {rows} WHERE ${drawOf('member')} < 0.05 * (1 + number % ${segments})`,
  );
}
