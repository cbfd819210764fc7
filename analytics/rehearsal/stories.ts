import type { ClickHouseClient } from '@clickhouse/client';
import { queryRows } from '#components/clickhouse/client.ts';
import type { Channel } from '#contracts/channel.ts';
import type { DeliveryId, Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import { pointsEvent } from '#contracts/lead-score.ts';
import type { ReceiptKind } from '#contracts/stimulus.ts';
import type { PastVersions } from '#core/rehearsal/asked.ts';
import { type PastStep, recordedAnswers, recordedCalls, recordedDraws } from '#core/rehearsal/past-steps.ts';
import type { RecordedDelivery, RecordedPerson, RecordedReceipt } from '#core/rehearsal/recorded.ts';
import { type ConsentRow, consentStimulus } from './consent-stimulus.ts';
import { type EventRow, eventStimulus } from './event-stimulus.ts';
import type { RehearsedPerson } from './people.ts';
import { sortIdentities } from './sort-identities.ts';

interface Told {
  readonly until: Instant;
  /** All versions of journeys that could be entered. */
  readonly versions: PastVersions;
}

/** The stories of some people up to `until`, as they can be lived again; in the order of the people. */
export async function readStories(
  client: ClickHouseClient,
  workspace: WorkspaceId,
  people: readonly RehearsedPerson[],
  { until, versions }: Told,
): Promise<readonly RecordedPerson[]> {
  const values = { workspace, until, ids: people.flatMap(({ ids }) => ids), nodes: nodesToRead(versions) };
  const ask = <Row>(sql: string): Promise<Row[]> => queryRows<Row>(client, sql, values, { background: true });
  const [events, consents, messages, steps] = await Promise.all([
    ask<EventRow>(eventSql),
    ask<ConsentRow>(consentSql),
    ask<MessageRow>(messageSql),
    values.nodes.length > 0 ? ask<StepRow>(stepSql) : [],
  ]);
  const personOf = new Map(people.flatMap(({ profile, ids }) => ids.map((id) => [id, profile] as const)));
  const by = <Row extends { readonly profile: ProfileId }>(rows: readonly Row[]) =>
    Map.groupBy(rows, (row) => personOf.get(row.profile) ?? row.profile);
  const [eventsBy, consentsBy] = [by(events), by(consents)];
  const [messagesBy, stepsBy] = [by(messages), by(steps)];
  return people.map((person) => {
    // Journeys are lived again, and give their points again.
    const own = (eventsBy.get(person.profile) ?? []).filter(({ name }) => name !== pointsEvent);
    const { timed, always } = sortIdentities(person.identities, own);
    const past = (stepsBy.get(person.profile) ?? []).map(pastStep);
    const stimuli = [
      ...own.map((row) => eventStimulus(workspace, person.profile, row, timed.get(row) ?? [])),
      ...(consentsBy.get(person.profile) ?? []).flatMap((row) => consentStimulus(workspace, person.profile, row)),
      ...recordedCalls({ workspace, profile: person.profile }, past, versions),
    ].sort((a, b) => a.receivedAt - b.receivedAt);
    return {
      profile: person.profile,
      identities: always,
      stimuli,
      deliveries: deliveriesOf(messagesBy.get(person.profile) ?? []),
      answers: recordedAnswers(past, versions, until),
      draws: recordedDraws(past, versions),
    };
  });
}

interface MessageRow {
  readonly profile: ProfileId;
  readonly delivery: DeliveryId;
  readonly journey: string;
  readonly node: string;
  readonly message: string;
  readonly channel: Channel;
  readonly provider: string;
  readonly kind: 'queued' | ReceiptKind;
  readonly reason: string;
  readonly link: string;
  readonly at: Instant;
}

/** Rows ascend by time; a delivery begins with being queued. */
function deliveriesOf(rows: readonly MessageRow[]): readonly RecordedDelivery[] {
  const found = new Map<DeliveryId, RecordedDelivery & { readonly receipts: RecordedReceipt[] }>();
  for (const { kind, at, delivery, journey, node, message, channel, provider, reason, link } of rows) {
    if (kind === 'queued') {
      found.set(delivery, { delivery, journey, node, message, channel, queuedAt: at, receipts: [] });
      continue;
    }
    found.get(delivery)?.receipts.push({
      ...{ kind, at },
      ...(provider !== '' && { provider }),
      ...(reason !== '' && { reason }),
      ...(link !== '' && { link }),
    });
  }
  return [...found.values()];
}

type StepRow = Omit<PastStep, 'payload'> & { readonly profile: ProfileId; readonly payload: string };

function pastStep({ profile: _, payload, ...step }: StepRow): PastStep {
  return payload === '' ? step : { ...step, payload: JSON.parse(payload) as JsonObject };
}

/** Where something outside was asked, chance was, or a call let people in. */
function nodesToRead(versions: PastVersions): readonly string[] {
  const nodes = [...versions.values()].flatMap(({ asks, cohorts, called }) => [
    ...[...asks.keys(), ...cohorts.keys()],
    ...(called ? [called] : []),
  ]);
  return [...new Set(nodes)];
}

const own = 'fact.workspace = {workspace:UInt32} AND fact.profile IN {ids:Array(UUID)}';
const until = `fromUnixTimestamp64Milli({until:Int64}, 'UTC')`;

// Columns are named with their table, because a result of the same name would be taken instead.
const eventSql = `
  SELECT profile, identity_kind, identity_value, message_id, type, name, properties, url, source, import_id,
    toUnixTimestamp64Milli(fact.at) AS at, toUnixTimestamp64Milli(fact.received_at) AS received_at
  FROM event AS fact WHERE ${own} AND least(fact.at, fact.received_at) < ${until}
  ORDER BY fact.received_at, commit, ordinal`;

const consentSql = `
  SELECT profile, kind, channel, topic, status, source, detail, toUnixTimestamp64Milli(fact.until) AS until,
    toUnixTimestamp64Milli(fact.at) AS at, toUnixTimestamp64Milli(fact.received_at) AS received_at
  FROM consent_fact AS fact WHERE ${own} AND fact.received_at < ${until} ORDER BY fact.received_at, commit, ordinal`;

const messageSql = `
  SELECT profile, toString(delivery) AS delivery, journey, node, message, channel, provider, kind, reason, link,
    toUnixTimestamp64Milli(fact.at) AS at
  FROM message_fact AS fact WHERE ${own} AND fact.at < ${until}
  ORDER BY fact.at, kind = 'queued' DESC, commit, ordinal`;

const stepSql = `
  SELECT profile, journey, version, run, node, change, branch, payload, toUnixTimestamp64Milli(fact.at) AS at
  FROM journey_step AS fact WHERE ${own} AND fact.at < ${until} AND node IN {nodes:Array(String)}
  ORDER BY fact.at, commit, ordinal`;
