import type {
  AliasFactRow,
  EventRow,
  MessageFactRow,
  OrderFactRow,
  ProfileFactRow,
} from '#components/clickhouse/tables.ts';
import type { ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import { companiesOf } from '#core/company/memberships.ts';
import { knownOf } from '#core/profile/known.ts';
import { pictureFormat } from '#core/profile/record-profile.ts';
import { newProfileState, type ProfileState } from '#core/state.ts';
import type { HappenedEntry } from './entry.ts';
import { origin } from './origin.ts';
import type { Told } from './told.ts';

/** Rows as the projector writes them. */
export interface FactRows {
  readonly event: EventRow[];
  readonly message_fact: MessageFactRow[];
  readonly profile_fact: ProfileFactRow[];
  readonly alias_fact: AliasFactRow[];
  readonly order_fact: OrderFactRow[];
}

/** Numbers the rows of one lane of one workspace. */
export function factWriter(workspace: WorkspaceId) {
  const rows: FactRows = { event: [], message_fact: [], profile_fact: [], alias_fact: [], order_fact: [] };
  let ordinal = 0;
  const place = (commit = 1) => ({ workspace, lane: 0, commit, ordinal: ordinal++ });

  const happened = (profile: ProfileId, entry: HappenedEntry, commit = 1): void => {
    if (entry.type === 'event') {
      rows.event.push({
        ...place(commit),
        profile,
        identity_kind: '',
        identity_value: '',
        message_id: `message-${ordinal}`,
        type: 'track',
        name: entry.name,
        properties: JSON.stringify(entry.properties),
        url: '',
        source: 'live',
        import_id: '',
        traits_before: '',
        at: entry.at,
        received_at: entry.arrivedAt,
      });
      return;
    }
    rows.message_fact.push({
      ...place(commit),
      profile,
      delivery: `delivery-${ordinal}`,
      journey: 'j',
      run: 'r',
      node: 'n',
      message: entry.message,
      channel: entry.channel,
      provider: 'sandbox',
      kind: entry.kind === 'sent' ? 'handed_over' : entry.kind,
      reason: '',
      link: '',
      at: entry.at,
    });
  };

  const pictured = (
    profile: ProfileId,
    revision: number,
    traits: JsonObject,
    { told = {}, deleted = 0 }: { readonly told?: Told; readonly deleted?: 0 | 1 } = {},
  ): void => {
    rows.profile_fact.push({
      ...place(),
      profile,
      revision,
      traits: JSON.stringify(traits),
      identities: '[]',
      first_seen_at: origin,
      updated_at: origin,
      search: '',
      search_open: 0,
      search_contact: 0,
      companies: JSON.stringify(companiesOf(told)),
      company_ids: companiesOf(told).map(({ id }) => id),
      time_zone: told.timeZone ?? '',
      known: JSON.stringify(knownOf({ ...newProfileState(profile, origin), traits, ...told })),
      picture_format: pictureFormat,
      deleted,
    });
    if (told.orders !== undefined) ordered(profile, told.orders);
  };

  /** The newest is worth everything, the ones before it nothing. */
  const ordered = (profile: ProfileId, { count, value, lastAt = 0 }: ProfileState['orders']): void => {
    for (let index = 0; index < count; index += 1) {
      rows.order_fact.push({
        ...{ ...place(), profile, order_id: `order-${ordinal}`, currency: 'GBP', item_count: 1, source: 'live' },
        ...{ value: index === 0 ? value : 0, at: lastAt - index * 1_000, import_id: '', attribution_model: '' },
        ...{ attributed_delivery: '', attributed_journey: '', attributed_message: '', attributed_channel: '' },
        ...{ touch: '', touch_at: 0 },
      });
    }
  };

  const merged = (loser: ProfileId, winner: ProfileId): void => {
    rows.alias_fact.push({ ...place(), from_profile: loser, to_profile: winner, revision: 1, at: origin });
  };

  return { rows, happened, pictured, merged };
}
