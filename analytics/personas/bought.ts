import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { ProfileId } from '#contracts/identifiers.ts';
import { type BehaviourQuestion, factsOfPage } from './behaviour.ts';
import { productsOf } from './products-sql.ts';

export interface Bought {
  readonly persona: string;
  readonly kind: 'product' | 'category';
  readonly name: string;
  /** How many of these people bought it. */
  readonly people: number;
}

const orders = factsOfPage(
  'event',
  `arrayJoin(${productsOf('facts.properties')}) AS product`,
  `type = 'track' AND name = {orderEvent:String}`,
);

const namesSql = `arrayJoin([('product', if(product.2 = '', product.1, product.2)), ('category', product.4)])`;

const sql = `
  SELECT transform(toString(person), {keys:Array(String)}, {personas:Array(String)}, '') AS persona,
    named.1 AS kind, named.2 AS name, uniqExact(person) AS people
  FROM (SELECT person, ${namesSql} AS named FROM ${orders})
  WHERE name != '' AND persona != ''
  GROUP BY persona, kind, name ORDER BY people DESC, name LIMIT 500 BY persona, kind`;

/** What people of a page bought, by the persona that they were assigned to; the most common of each. */
export async function readBought(
  client: ClickHouseClient,
  { workspace, settings }: BehaviourQuestion,
  personaOf: ReadonlyMap<ProfileId, string>,
): Promise<readonly Bought[]> {
  const people = [...personaOf.keys()];
  return queryRows<Bought>(
    client,
    sql,
    { workspace, people, orderEvent: settings.orderEvent, keys: people, personas: [...personaOf.values()] },
    { background: true },
  );
}
