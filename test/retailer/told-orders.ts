import { resolveAliases } from '#components/clickhouse/alias.ts';
import type { Fact } from '#contracts/fact.ts';
import type { Instant, ProfileId } from '#contracts/identifiers.ts';
import type { TrackStimulus } from '#contracts/stimulus.ts';
import { laneOf } from '#core/lane.ts';
import type { CompiledRelease } from '#core/release.ts';
import type { ProfileState } from '#core/state.ts';
import { nextDue, type StepStimulus, step } from '#core/step.ts';
import { orderColumns, orderRules, ordersTimeZone } from '#demo/orders.ts';
import { convertRows } from '#flow/import/kind.ts';
import { completeColumnMap, parseColumnMap, unmappedColumns } from '#flow/import/mapping/column-map.ts';
import { orders } from '#flow/import/orders.ts';
import { instantParser } from '#flow/import/parse-value.ts';
import { openCsv } from '#flow/import/read/read-rows.ts';
import { toTableRows } from '#flow/lane/fact-rows.ts';
import { insertFrames } from '#flow/project/insert-frames.ts';
import type { TestClickhouse } from '../clickhouse.ts';

const workspace = 1;

export function profileOfCustomer(customer: string): ProfileId {
  return `0190a6e0-0000-7000-8000-${customer.padStart(12, '0')}`;
}

/** The orders of a file of the retailer's as an import tells them, by customer and in order of time. */
async function readStimuli(file: string): Promise<ReadonlyMap<ProfileId, readonly TrackStimulus[]>> {
  const { header, portions } = await openCsv(file);
  const map = completeColumnMap(parseColumnMap(orderColumns, orders.columns), header, orders.columns);
  const stimuli: TrackStimulus[] = [];
  for await (const item of convertRows(orders, portions, {
    map,
    unmapped: unmappedColumns(map, header),
    parseInstant: instantParser(ordersTimeZone, 0),
    currency: 'GBP',
    orders: orderRules,
  })) {
    if (item.type !== 'event' || item.event.type !== 'track') continue;
    const { event: name, properties, messageId: id, userId = '', timestamp = '' } = item.event;
    const at = Date.parse(timestamp);
    const identities = [{ kind: 'userId', value: userId }] as const;
    stimuli.push({
      ...{
        type: 'track',
        workspace,
        profile: profileOfCustomer(userId),
        id,
        at,
        receivedAt: at,
        identities,
        context: {},
      },
      ...{ name, properties },
    });
  }
  stimuli.sort((a, b) => a.at - b.at);
  return Map.groupBy(stimuli, ({ profile }) => profile);
}

interface ToldOrders {
  readonly states: ReadonlyMap<ProfileId, ProfileState>;
  insertInto(clickhouse: Pick<TestClickhouse, 'client'>): Promise<void>;
}

/** Every customer's story, each order and each timer at its own time, up to `until`. */
export async function tellOrders(file: string, release: CompiledRelease, until: Instant): Promise<ToldOrders> {
  const states = new Map<ProfileId, ProfileState>();
  const bodies = new Map<string, string[]>();
  let commit = 0;
  for (const [profile, stimuli] of await readStimuli(file)) {
    let state: ProfileState | undefined;
    const facts: Fact[] = [];
    const take = (stimulus: StepStimulus, now: Instant) => {
      const result = step(state, stimulus, { now, release, random: () => 0.5 });
      state = result.state;
      commit += 1;
      facts.push(...result.facts);
      const rows = result.facts.filter(({ type }) => type !== 'profile').map((fact) => ({ workspace, fact }));
      keep(toTableRows(rows, { lane: laneOf(workspace, profile), commit }));
    };
    const passTime = (now: Instant) => {
      for (let due = dueOf(state); due <= now; due = dueOf(state)) take({ type: 'timer', profile }, due);
    };
    for (const stimulus of stimuli) {
      passTime(stimulus.at - 1);
      take(stimulus, stimulus.at);
    }
    passTime(until);
    if (state === undefined) continue;
    states.set(profile, state);
    const newest = facts.findLast(({ type }) => type === 'profile');
    if (newest) keep(toTableRows([{ workspace, fact: newest }], { lane: laneOf(workspace, profile), commit }));
  }
  return {
    states,
    async insertInto({ client }) {
      for (const [table, ofTable] of bodies) await insertFrames(client, table, ofTable);
      await resolveAliases(client, workspace);
    },
  };

  function keep(tables: ReturnType<typeof toTableRows>): void {
    for (const { table, body } of tables) bodies.set(table, [...(bodies.get(table) ?? []), body]);
  }
}

function dueOf(state: ProfileState | undefined): Instant {
  return (state && nextDue(state)) ?? Number.POSITIVE_INFINITY;
}
