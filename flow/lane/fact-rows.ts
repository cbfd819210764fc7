import type {
  AliasFactRow,
  CompanyFactRow,
  ConsentFactRow,
  DecisionRow,
  DropRow,
  EventRow,
  JourneyStepRow,
  MembershipRow,
  MergeFactRow,
  MessageFactRow,
  OrderFactRow,
  ProfileFactRow,
  TableName,
} from '#components/clickhouse/tables.ts';
import type { ConsentFact, Fact } from '#contracts/fact.ts';
import { companySearchText } from '#core/company/company-search-text.ts';
import { pictureFormat } from '#core/profile/record-profile.ts';
import { searchText } from '#core/profile/search-text.ts';

/** Where a row was recorded: by this it is read back after an uncertain insert. */
export interface Place {
  readonly workspace: number;
  readonly lane: number;
  readonly commit: number;
  readonly ordinal: number;
}

type Row =
  | { readonly table: 'event'; readonly row: EventRow }
  | { readonly table: 'membership'; readonly row: MembershipRow }
  | { readonly table: 'journey_step'; readonly row: JourneyStepRow }
  | { readonly table: 'decision'; readonly row: DecisionRow }
  | { readonly table: 'message_fact'; readonly row: MessageFactRow }
  | { readonly table: 'order_fact'; readonly row: OrderFactRow }
  | { readonly table: 'profile_fact'; readonly row: ProfileFactRow }
  | { readonly table: 'alias_fact'; readonly row: AliasFactRow }
  | { readonly table: 'merge_fact'; readonly row: MergeFactRow }
  | { readonly table: 'drop_fact'; readonly row: DropRow }
  | { readonly table: 'consent_fact'; readonly row: ConsentFactRow }
  | { readonly table: 'company_fact'; readonly row: CompanyFactRow };

/**
 * A table's rows as newline-delimited JSON, which the projector hands on unread: a list of the columns' names, then of the values of
 * each row. With the names in each row an event had half again as many bytes, which ClickHouse took a third longer to read.
 */
export interface TableRows {
  readonly table: TableName;
  readonly rows: number;
  readonly body: string;
}

export function toTableRows(
  facts: readonly { readonly workspace: number; readonly fact: Fact }[],
  { lane, commit }: Pick<Place, 'lane' | 'commit'>,
): TableRows[] {
  const written = new Map<TableName, { readonly columns: readonly string[]; readonly lines: string[] }>();
  facts.forEach(({ workspace, fact }, ordinal) => {
    const { table, row } = rowOf(fact, { workspace, lane, commit, ordinal });
    let held = written.get(table);
    if (held === undefined) {
      const columns = Object.keys(row);
      held = { columns, lines: [JSON.stringify(columns)] };
      written.set(table, held);
    }
    const values: Readonly<Record<string, unknown>> = row;
    held.lines.push(lineOf(held.columns.map((name) => values[name])));
  });
  return [...written].map(([table, { lines }]) => ({ table, rows: lines.length - 1, body: `${lines.join('\n')}\n` }));
}

/**
 * JSON escapes nothing beyond ASCII but halves of surrogate pairs, as \ud..., and ClickHouse refuses an insert that holds one: a single
 * event with a broken name would keep all later facts from it.
 */
function lineOf(values: readonly unknown[]): string {
  const line = JSON.stringify(values);
  if (!line.includes('\\ud')) return line;
  return JSON.stringify(values, (_, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value));
}

function rowOf(fact: Fact, place: Place): Row {
  const { profile, at } = fact;
  switch (fact.type) {
    case 'event':
      return {
        table: 'event',
        row: {
          ...place,
          profile,
          identity_kind: fact.identity?.kind ?? '',
          identity_value: fact.identity?.value ?? '',
          message_id: fact.id,
          type: fact.kind,
          name: fact.name,
          properties: JSON.stringify(fact.properties),
          url: fact.url,
          source: fact.imported ? 'import' : 'live',
          import_id: fact.import ?? '',
          traits_before: fact.before === undefined ? '' : JSON.stringify(fact.before),
          at,
          received_at: fact.receivedAt,
        },
      };
    case 'membership':
      return { table: 'membership', row: { ...place, profile, segment: fact.segment, change: fact.change, at } };
    case 'journey_step': {
      const { type: _, payload, ...step } = fact;
      const text = payload === undefined ? '' : JSON.stringify(payload);
      return { table: 'journey_step', row: { ...place, ...step, payload: text } };
    }
    case 'decision': {
      const { type: _, ...decision } = fact;
      return { table: 'decision', row: { ...place, ...decision, gates: JSON.stringify(fact.gates) } };
    }
    case 'message': {
      const { type: _, ...message } = fact;
      return { table: 'message_fact', row: { ...place, ...message } };
    }
    case 'order':
      return {
        table: 'order_fact',
        row: {
          ...place,
          profile,
          order_id: fact.order,
          value: fact.value,
          currency: fact.currency,
          item_count: fact.itemCount,
          at,
          source: fact.imported ? 'import' : 'live',
          import_id: fact.import ?? '',
          attributed_delivery: fact.delivery,
          attributed_journey: fact.journey,
          attributed_message: fact.message,
          attributed_channel: fact.channel,
          attribution_model: fact.delivery === '' ? '' : 'last_touch',
          touch: fact.touch,
          touch_at: fact.touchedAt,
        },
      };
    case 'profile': {
      const search = searchText(fact);
      return {
        table: 'profile_fact',
        row: {
          ...place,
          profile,
          revision: fact.revision,
          traits: JSON.stringify(fact.traits),
          identities: JSON.stringify(fact.identities),
          first_seen_at: fact.firstSeenAt,
          updated_at: at,
          search: search.text,
          search_open: search.openBytes,
          search_contact: search.contactBytes,
          companies: JSON.stringify(fact.companies),
          company_ids: fact.companies.map(({ id }) => id),
          time_zone: fact.timeZone,
          known: JSON.stringify(fact.known),
          picture_format: pictureFormat,
          deleted: fact.deleted ? 1 : 0,
        },
      };
    }
    case 'alias':
      return {
        table: 'alias_fact',
        // Room between two revisions for the projector's resolved pairs; see the table's declaration.
        row: { ...place, from_profile: profile, to_profile: fact.winner, revision: place.commit * 1_000, at },
      };
    case 'merge': {
      const { type: _, ...merge } = fact;
      return { table: 'merge_fact', row: { ...place, ...merge } };
    }
    case 'drop':
      return {
        table: 'drop_fact',
        row: { ...place, profile, id: fact.id, reason: fact.reason, detail: fact.detail, at },
      };
    case 'company':
      return {
        table: 'company_fact',
        row: {
          ...place,
          profile,
          company: fact.company,
          revision: fact.revision,
          traits: JSON.stringify(fact.traits),
          first_seen_at: fact.firstSeenAt,
          updated_at: at,
          search: companySearchText(fact),
          deleted: fact.deleted ? 1 : 0,
        },
      };
    case 'consent':
      return { table: 'consent_fact', row: { ...place, ...consentRow(fact) } };
  }
}

function consentRow(fact: ConsentFact): Omit<ConsentFactRow, keyof Place> {
  const { profile, kind, channel, topic, status, source, detail, until, at, receivedAt } = fact;
  return {
    ...{ profile, kind, channel, topic, status, source, detail, until, at, received_at: receivedAt },
    shown_text: fact.text ?? '',
    text_version: fact.textVersion ?? '',
    language: fact.language ?? '',
    url: fact.url ?? '',
    ip: fact.ip ?? '',
    user_agent: fact.userAgent ?? '',
    address: fact.address ?? '',
    inbound_message: fact.inboundMessage ?? '',
    note: fact.note ?? '',
    actor: fact.actor ?? '',
    import_id: fact.import ?? '',
    word_before: fact.before ?? '',
  };
}
