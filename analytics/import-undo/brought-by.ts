import type { Channel } from '#contracts/channel.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { TrackStimulus } from '#contracts/stimulus.ts';
import { knownOrderKey } from '#core/profile/known-orders.ts';
import { type Ask, partsOf } from './parts-of.ts';

interface Person {
  events: number;
  seen: { first: Instant; last: Instant };
  orders: { count: number; value: number };
  knownOrders: string[];
  told: { traits: JsonObject; before: JsonObject }[];
  words: Word[];
}

interface Word {
  readonly channel: Channel;
  readonly topic: string;
  readonly at: Instant;
  readonly source: string;
  readonly before: string;
  readonly isToldByOthers: boolean;
}

interface Range {
  readonly workspace: WorkspaceId;
  readonly id: string;
  readonly isRecent: boolean;
}

/** A document knows the newest orders only; see core/profile/known-orders.ts. */
const knownOrders = 100;

/** Taken in in this order; facts of other lanes are from before a merge. */
const inOrder = 'ORDER BY received_at, commit, ordinal';

/** What an import brought to the next people, by the profiles that its events stand under. */
export function broughtBy(ask: Ask) {
  return async (of: Range, orderEvent: string, after: ProfileId | null, limit: number) => {
    const { workspace, id } = of;
    const profiles = await ask<{ profile: ProfileId }>(
      `SELECT DISTINCT profile FROM event
       WHERE workspace = {workspace:UInt32} AND import_id = {id:String} AND profile > {after:UUID}
       ORDER BY profile LIMIT {limit:UInt32}`,
      { workspace, id, after: after ?? '00000000-0000-0000-0000-000000000000', limit },
    );
    const found = profiles.map(({ profile }) => profile);
    if (found.length === 0) return { people: new Map<ProfileId, Person>(), messageKeys: [], reached: null };
    const today = await ask<{ profile: ProfileId; current_profile: ProfileId }>(
      `SELECT profile, current_profile FROM profile_alias
       WHERE workspace = {workspace:UInt32} AND profile IN {found:Array(UUID)}`,
      { workspace, found },
    );
    const currentOf = new Map(today.map(({ profile, current_profile }) => [profile, current_profile]));
    const personOf = await partsOf(ask, workspace, [...new Set(found.map((one) => currentOf.get(one) ?? one))]);
    const people = new Map<ProfileId, Person>();
    const personAt = (profile: ProfileId): Person => {
      const name = personOf.get(profile) ?? profile;
      const known = people.get(name);
      if (known !== undefined) return known;
      const made = nobody();
      people.set(name, made);
      return made;
    };
    const values = { workspace, id, profiles: [...personOf.keys()], orderEvent };
    const range = `workspace = {workspace:UInt32} AND profile IN {profiles:Array(UUID)} AND import_id = {id:String}`;
    await addCounts(ask, range, values, personAt);
    await addOrders(ask, range, values, personAt);
    await addTraits(ask, range, values, personAt);
    await addWords(ask, range, values, personAt);
    const messageKeys = of.isRecent
      ? await ask<{ key: string }>(
          `SELECT lower(hex(MD5(concat(toString(workspace), ':', message_id)))) AS key FROM event WHERE ${range}`,
          values,
        )
      : [];
    return { people, messageKeys: messageKeys.map(({ key }) => key), reached: found.at(-1) ?? null };
  };
}

type Add = (
  ask: Ask,
  range: string,
  values: Readonly<Record<string, unknown>>,
  personAt: (profile: ProfileId) => Person,
) => Promise<void>;

const addCounts: Add = async (ask, range, values, personAt) => {
  const rows = await ask<{ profile: ProfileId; events: number; orders: number; first: Instant; last: Instant }>(
    `SELECT profile, count() AS events, countIf(type = 'track' AND name = {orderEvent:String}) AS orders,
       toUnixTimestamp64Milli(min(at)) AS first, toUnixTimestamp64Milli(max(at)) AS last
     FROM event WHERE ${range} GROUP BY profile`,
    values,
  );
  for (const { profile, events, orders, first, last } of rows) {
    const person = personAt(profile);
    const { seen } = person;
    person.seen = { first: person.events === 0 ? first : Math.min(seen.first, first), last: Math.max(seen.last, last) };
    person.events += events;
    person.orders.count += orders;
  }
};

const addOrders: Add = async (ask, range, values, personAt) => {
  const paid = await ask<{ profile: ProfileId; value: number }>(
    `SELECT profile, toFloat64(sum(order_fact.value)) AS value FROM order_fact WHERE ${range} GROUP BY profile`,
    values,
  );
  for (const { profile, value } of paid) {
    const person = personAt(profile);
    person.orders.value = Math.round((person.orders.value + value) * 100) / 100;
  }
  const told = await ask<{ profile: ProfileId; name: string; properties: string }>(
    `SELECT profile, name, properties FROM event
     WHERE ${range} AND type = 'track' AND name IN ({orderEvent:String}, 'Order Refunded')
     ORDER BY commit DESC, ordinal DESC LIMIT ${knownOrders} BY profile`,
    values,
  );
  const settings = { orderEvent: String(values['orderEvent']) };
  for (const { profile, name, properties } of told) {
    const order: Pick<TrackStimulus, 'name' | 'properties'> = {
      name,
      properties: JSON.parse(properties) as JsonObject,
    };
    const key = knownOrderKey(settings, order);
    if (key !== undefined) personAt(profile).knownOrders.push(key);
  }
};

const addTraits: Add = async (ask, range, values, personAt) => {
  const rows = await ask<{ profile: ProfileId; properties: string; traits_before: string }>(
    `SELECT profile, properties, traits_before FROM event WHERE ${range} AND traits_before != '' ${inOrder}`,
    values,
  );
  for (const { profile, properties, traits_before } of rows) {
    personAt(profile).told.push({
      traits: JSON.parse(properties) as JsonObject,
      before: JSON.parse(traits_before) as JsonObject,
    });
  }
};

const addWords: Add = async (ask, range, values, personAt) => {
  // Under another name than the column's, by which the rows are put in order.
  type Row = Pick<Word, 'channel' | 'topic' | 'source'> & { readonly profile: ProfileId; readonly said: Instant };
  const words = await ask<Row & { word_before: string }>(
    `SELECT profile, channel, topic, toUnixTimestamp64Milli(at) AS said, source, word_before FROM consent_fact
     WHERE ${range} AND kind = 'consent' ${inOrder}`,
    values,
  );
  if (words.length === 0) return;
  const others = await ask<Row>(
    `SELECT profile, channel, topic, toUnixTimestamp64Milli(at) AS said, source FROM consent_fact
     WHERE workspace = {workspace:UInt32} AND profile IN {profiles:Array(UUID)} AND import_id != {id:String}
       AND kind = 'consent'`,
    values,
  );
  const keyOf = ({ profile, channel, topic, said, source }: Row) =>
    [profile, channel, topic, said, source].join('\u001f');
  const toldByOthers = new Set(others.map(keyOf));
  for (const word of words) {
    const { profile, channel, topic, said: at, source, word_before: before } = word;
    const isToldByOthers = toldByOthers.has(keyOf(word));
    personAt(profile).words.push({ channel, topic, at, source, before, isToldByOthers });
  }
};

function nobody(): Person {
  return {
    events: 0,
    seen: { first: 0, last: 0 },
    orders: { count: 0, value: 0 },
    knownOrders: [],
    told: [],
    words: [],
  };
}
