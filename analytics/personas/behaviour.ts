import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Channel } from '#contracts/channel.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { personaTrait } from '#contracts/persona.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import { instant } from '../instant.ts';
import type { CustomerFeatures } from './feature-vector.ts';
import { productsOf } from './products-sql.ts';

export interface Behaviour {
  readonly profile: ProfileId;
  readonly features: CustomerFeatures;
  /** Orders by hour of the week, as pairs; Monday 00:00 is 0. */
  readonly hours: readonly (readonly [hour: number, orders: number])[];
  readonly responses: readonly (readonly [channel: Channel, count: number])[];
  readonly value: number;
  /** The persona that she has now. */
  readonly persona: string;
}

export interface BehaviourQuestion {
  readonly workspace: WorkspaceId;
  readonly now: Instant;
  readonly settings: Pick<WorkspaceSettings, 'orderEvent' | 'timeZone'>;
}

const day = 86_400_000;
const visitDays = 90;
const eveningFrom = 18;

/** Whoever the people of a page were before merges, with whom they are today. */
const idsSql = `
  SELECT arrayJoin({people:Array(UUID)}) AS profile, profile AS person
  UNION ALL SELECT profile, current_profile AS person FROM profile_alias
  WHERE workspace = {workspace:UInt32} AND current_profile IN {people:Array(UUID)}`;

/** Rows of a table of facts of the page's people, with `person` for whom they are today. */
export function factsOfPage(table: string, columns: string, condition = 'true'): string {
  return `(
    SELECT ids.person AS person, ${columns} FROM (
      SELECT * FROM ${table}
      WHERE workspace = {workspace:UInt32} AND profile IN (SELECT profile FROM (${idsSql})) AND ${condition}) AS facts
    INNER JOIN (${idsSql}) AS ids ON ids.profile = facts.profile)`;
}

// Monday is 1 in ClickHouse.
const hourOfWeek = `(toDayOfWeek(at, 0, {zone:String}) - 1) * 24 + toHour(at, {zone:String})`;

const ordersSql = `
  SELECT person AS profile, countIf(value >= 0) AS orders, toFloat64(round(sum(value), 2)) AS net,
    toFloat64(sumIf(value, value >= 0)) AS gross, max(if(value >= 0, toUnixTimestamp64Milli(at), 0)) AS lastAt,
    sumMapIf([${hourOfWeek}], [1], value >= 0) AS hours
  FROM ${factsOfPage('order_fact', 'facts.value AS value, facts.at AS at')} GROUP BY person`;

// What the team or the product did about her came by no identity, and is no visit.
const eventsSql = `
  SELECT person AS profile, uniqExactArray(arrayMap(one -> one.1, bought)) AS products,
    sum(arraySum(arrayMap(one -> one.3, bought))) AS items,
    sumIf(abs(JSONExtractFloat(properties, 'discount')), name = {orderEvent:String}) AS discount,
    countIf(name NOT IN ({orderEvent:String}, 'Order Refunded') AND source = 'live' AND is_hers AND at >= ${instant('visitsSince')}) AS visits
  FROM ${factsOfPage(
    'event',
    `facts.name AS name, facts.identity_kind != '' AS is_hers, facts.source AS source, facts.at AS at, facts.properties AS properties,
      if(facts.name = {orderEvent:String}, ${productsOf('facts.properties')}, []) AS bought`,
    `type = 'track'`,
  )} GROUP BY person`;

const responsesSql = `
  SELECT person AS profile, groupArray((channel, responses)) AS channels FROM (
    SELECT person, channel, count() AS responses
    FROM ${factsOfPage('message_fact', 'facts.channel AS channel', `kind IN ('opened', 'clicked')`)}
    GROUP BY person, channel)
  GROUP BY person`;

const personasSql = `
  SELECT profile, JSONExtractString(traits, '${personaTrait}') AS persona FROM profile_fact FINAL
  WHERE workspace = {workspace:UInt32} AND profile IN {people:Array(UUID)}`;

interface OrdersRow {
  readonly profile: ProfileId;
  readonly orders: number;
  readonly net: number;
  readonly gross: number;
  readonly lastAt: number;
  readonly hours: readonly [readonly number[], readonly number[]];
}

interface EventsRow {
  readonly profile: ProfileId;
  readonly products: number;
  readonly items: number;
  readonly discount: number;
  readonly visits: number;
}

interface ResponsesRow {
  readonly profile: ProfileId;
  readonly channels: Behaviour['responses'];
}

/** What is known of how some customers behave; whoever has no order is left out. */
export async function readBehaviour(
  client: ClickHouseClient,
  question: BehaviourQuestion,
  people: readonly ProfileId[],
): Promise<readonly Behaviour[]> {
  const { workspace, now, settings } = question;
  const values = {
    ...{ workspace, people, zone: settings.timeZone, orderEvent: settings.orderEvent },
    visitsSince: now - visitDays * day,
  };
  const ask = <Row>(sql: string) => queryRows<Row>(client, sql, values, { background: true });
  const orders = await ask<OrdersRow>(ordersSql);
  const events = new Map((await ask<EventsRow>(eventsSql)).map((row) => [row.profile, row]));
  const responses = new Map((await ask<ResponsesRow>(responsesSql)).map((row) => [row.profile, row.channels]));
  const personas = await ask<{ profile: ProfileId; persona: string }>(personasSql);
  const personaOf = new Map(personas.map(({ profile, persona }) => [profile, persona]));
  // ClickHouse answers in any order, and sums of fractions depend on it.
  return orders
    .filter((row) => row.orders > 0)
    .sort((a, b) => (a.profile < b.profile ? -1 : 1))
    .map((row) => {
      const responded = responses.get(row.profile) ?? [];
      return {
        profile: row.profile,
        features: featuresOf(row, events.get(row.profile), responded, now),
        hours: row.hours[0].map((hour, index) => [hour, row.hours[1][index] ?? 0] as const),
        responses: responded,
        value: row.net,
        persona: personaOf.get(row.profile) ?? '',
      };
    });
}

function featuresOf(
  { orders, net, gross, lastAt, hours }: OrdersRow,
  events: EventsRow | undefined,
  responses: Behaviour['responses'],
  now: Instant,
): CustomerFeatures {
  const share = (part: number) => (gross > 0 ? Math.min(1, Math.max(0, part / gross)) : 0);
  const ordersAt = (isMeant: (hour: number) => boolean) =>
    hours[0].reduce((sum, hour, index) => sum + (isMeant(hour) ? (hours[1][index] ?? 0) : 0), 0) / orders;
  return {
    days_since_order: Math.max(0, Math.floor((now - lastAt) / day)),
    orders,
    value: net,
    order_value: gross / orders,
    order_items: (events?.items ?? 0) / orders,
    products: events?.products ?? 0,
    discount_share: share(events?.discount ?? 0),
    refund_share: share(gross - net),
    evening_share: ordersAt((hour) => hour % 24 >= eveningFrom),
    weekend_share: ordersAt((hour) => hour >= 5 * 24),
    visits: events?.visits ?? 0,
    engagement: responses.reduce((sum, [, count]) => sum + count, 0),
  };
}
