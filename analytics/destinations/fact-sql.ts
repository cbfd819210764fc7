import type { FactChoice } from '#contracts/destination.ts';
import type { Parameters } from '../segment/parameters.ts';
import { propertySql } from '../segment/property-sql.ts';

type Type = FactChoice['type'];

interface Source {
  readonly table: string;
  /** Type of the item, as SQL. */
  readonly kind: string;
  /** When it happened. */
  readonly at: string;
  /** Columns of `data`, as `expression AS name`. */
  readonly data: string;
  /** Always asked of the table. */
  readonly condition: string;
}

const event: Source = {
  table: 'event',
  kind: `'event'`,
  at: 'at',
  data: 'message_id AS messageId, name, properties, url, identity_kind, identity_value, source',
  condition: `type = 'track'`,
};

const merge: Source = {
  table: 'merge_fact',
  kind: `multiIf(change = 'absorbed', 'profile.merged', change = 'parted', 'profile.parted', 'profile.restored')`,
  at: 'at',
  data: 'other',
  condition: 'true',
};

const sources: { readonly [type in Type]: readonly Source[] } = {
  event: [event],
  segment: [{ table: 'membership', kind: `concat('segment.', change)`, at: 'at', data: 'segment', condition: 'true' }],
  journey: [
    {
      table: 'journey_step',
      kind: `concat('journey.', change)`,
      at: 'at',
      data: 'journey, version, run, node, branch, detail',
      condition: 'true',
    },
  ],
  message: [
    {
      table: 'message_fact',
      kind: `concat('message.', kind)`,
      at: 'at',
      data: 'delivery, message, journey, run, node, channel, provider, reason, link',
      condition: 'true',
    },
  ],
  order: [
    {
      table: 'order_fact',
      kind: `'order'`,
      at: 'at',
      data: `order_id AS order, toFloat64(value) AS amount, currency, item_count AS itemCount, source,
        attributed_delivery AS delivery, attributed_journey AS journey, attributed_message AS message,
        attributed_channel AS channel`,
      condition: 'true',
    },
  ],
  consent: [
    {
      table: 'consent_fact',
      kind: `concat('consent.', kind)`,
      at: 'at',
      data: 'channel, topic, status, source, detail, until',
      condition: 'true',
    },
  ],
  profile: [
    {
      table: 'profile_fact',
      kind: `if(deleted = 1, 'profile.deleted', 'profile')`,
      at: 'updated_at',
      data: 'revision, traits, identities, first_seen_at AS firstSeenAt',
      condition: 'true',
    },
    merge,
  ],
};

/** One SELECT per table, of (commit, ordinal, kind, at, profile, data), for the facts that are chosen. */
export function factSelects(
  choices: readonly FactChoice[],
  imported: boolean,
  scope: (at: string) => string,
  parameters: Parameters,
): readonly string[] {
  return [...Map.groupBy(choices, ({ type }) => type)].flatMap(([type, ofType]) =>
    sources[type].map((source) => {
      const wanted = ofType.map((choice) => narrowed(choice, source, parameters)).join(' OR ');
      const live = imported || (type !== 'event' && type !== 'order') ? '' : ` AND source = 'live'`;
      return `SELECT commit, ordinal, ${source.kind} AS kind_of_item, ${source.at} AS at_of_item, profile,
          formatRowNoNewline('JSONEachRow', ${source.data}) AS data
        FROM ${source.table}
        WHERE ${scope(source.at)} AND ${source.condition}${live} AND (${wanted})`;
    }),
  );
}

function narrowed(choice: FactChoice, source: Source, parameters: Parameters): string {
  const among = (column: string, values: readonly string[]) =>
    values.length === 0 ? [] : [`${column} IN ${parameters.bind('Array(String)', values)}`];
  const conditions = ((): readonly string[] => {
    switch (choice.type) {
      case 'event':
        return [
          ...among('name', choice.names),
          ...choice.where.map((test) => propertySql(test, 'properties', parameters)),
        ];
      case 'segment':
        return among('segment', choice.segments);
      case 'journey':
        return among('journey', choice.journeys);
      case 'message':
        return [...among('message', choice.messages), ...among('channel', choice.channels)];
      case 'order':
        return choice.atLeast > 0 ? [`value >= ${parameters.bind('Float64', choice.atLeast)}`] : [];
      case 'consent':
      case 'profile':
        return [];
    }
  })();
  return conditions.length === 0 ? source.condition : `(${conditions.join(' AND ')})`;
}
