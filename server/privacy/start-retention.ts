import type { ClickHouseClient } from '@clickhouse/client';
import { uuidv7 } from 'uuidv7';
import {
  countInactive,
  countOldFacts,
  findInactive,
  type InactivePeople,
  removeOldFacts,
} from '#analytics/privacy/retention-facts.ts';
import type { Sql } from '#components/postgres/database.ts';
import type { Store } from '#components/store/port/index.ts';
import type { RetentionPreview, RetentionRules } from '#contracts/api/privacy.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { deviceKinds } from '#contracts/identity-rule.ts';
import { readDocument } from '#core/read-document.ts';
import type { ProfileState } from '#core/state.ts';
import { createWakeUp } from '#flow/wake-up.ts';
import { audit } from './audit.ts';
import { createRequests } from './create-request.ts';
import { closeErasures } from './horizons.ts';
import { readRetention } from './retention-rules.ts';

const day = 86_400_000;
const lookEvery = 60_000;
/** An erasure costs each of them a lane's step; more at once would be felt by those who are there. */
const peopleAtOnce = 500;
const first: ProfileId = '00000000-0000-0000-0000-000000000000';

export interface RetentionParts {
  readonly sql: Sql;
  readonly clickhouse: ClickHouseClient;
  readonly store: Pick<Store, 'readProfiles'>;
  readonly workspace: WorkspaceId;
  readonly now: () => Instant;
  /** Erasures were asked for. */
  readonly onRequests: () => void;
  readonly onError: (error: unknown) => void;
}

type Parts = Omit<RetentionParts, 'onError'>;

/** Whose silence a rule ends. */
function peopleRules({ anonymousPeople, people }: RetentionRules, now: Instant) {
  const rules: { readonly [name in 'anonymousPeople' | 'people']: number | null } = { anonymousPeople, people };
  return (['anonymousPeople', 'people'] as const).flatMap((name) => {
    const days = rules[name];
    return days === null ? [] : [{ name, before: now - days * day, anonymous: name === 'anonymousPeople' }];
  });
}

/** What rules would remove now. */
export async function previewRetention(
  { sql, clickhouse, workspace, now }: Pick<Parts, 'sql' | 'clickhouse' | 'workspace' | 'now'>,
  rules: RetentionRules,
): Promise<RetentionPreview> {
  const at = now();
  const facts = (rule: 'events' | 'messages') => {
    const days = rules[rule];
    return days === null ? 0 : countOldFacts(clickhouse, workspace, rule, at - days * day);
  };
  const people = { anonymousPeople: 0, people: 0 };
  for (const { name, ...whom } of peopleRules(rules, at))
    people[name] = await countInactive(clickhouse, workspace, whom);
  const [sandbox] = await sql<{ rows: number }[]>`
    select count(*)::int as rows from sandbox_message where workspace = ${workspace} and at < ${at - rules.sandbox * day}`;
  return { events: await facts('events'), messages: await facts('messages'), ...people, sandbox: sandbox?.rows ?? 0 };
}

/** One daily round: facts by age, then people in portions, each of whom is erased like anybody who asks for it. */
export async function carryOutRetention(parts: Parts, stopped: () => boolean = () => false): Promise<void> {
  const { sql, clickhouse, workspace, now } = parts;
  const { rules } = await readRetention(sql, workspace);
  const id = await openRun(sql, workspace, now());
  const removed: { [kind: string]: number } = {};
  const save = (name: string, count: number) => {
    removed[name] = (removed[name] ?? 0) + count;
    return sql`update retention_run set removed = ${JSON.stringify(removed)} where workspace = ${workspace} and id = ${id}`;
  };
  for (const rule of ['events', 'messages'] as const) {
    const days = rules[rule];
    if (days === null || stopped()) continue;
    await save(rule, await removeOldFacts(clickhouse, workspace, rule, now() - days * day));
  }
  for (const { name, ...whom } of peopleRules(rules, now())) {
    for (let after = first; !stopped(); ) {
      const found = await findInactive(clickhouse, workspace, whom, after, peopleAtOnce);
      const last = found.at(-1);
      if (last === undefined) break;
      after = last;
      await save(name, await eraseInactive(parts, whom, found));
    }
  }
  if (stopped()) return;
  const at = now();
  await sql`update retention_run set finished_at = ${at} where workspace = ${workspace} and id = ${id}`;
  if (Object.values(removed).some((count) => count > 0)) {
    const detail = JSON.stringify(removed);
    await audit(sql, { workspace, actor: 'retention', action: 'retention_carried_out', at, detail });
  }
}

/** The round that a crash cut off goes on under its own number: what it removed already is not found again. */
async function openRun(sql: Sql, workspace: WorkspaceId, now: Instant): Promise<string> {
  const id = uuidv7();
  await sql`
    insert into retention_run (workspace, id, started_at)
    values (${workspace}, ${id}, ${now})`;
  return id;
}

async function eraseInactive(
  { sql, store, workspace, now, onRequests }: Parts,
  { before, anonymous }: InactivePeople,
  profiles: readonly ProfileId[],
): Promise<number> {
  const documents = await store.readProfiles(workspace, profiles);
  const silent = [...documents].filter(([, document]) => {
    const state = readDocument(document) as ProfileState;
    const isAnonymous = state.identities.every(({ kind }) => deviceKinds.includes(kind));
    const isThere = state.erased === undefined && state.mergedInto === undefined;
    return isThere && state.lastSeenAt < before && (isAnonymous || !anonymous);
  });
  const asked = await sql<{ profile: ProfileId }[]>`
    select profile from privacy_request
    where workspace = ${workspace} and kind = 'erasure' and status in ('waiting', 'running')
      and profile = any(${silent.map(([profile]) => profile)}::uuid[])`;
  const under = new Set(asked.map(({ profile }) => profile));
  const due = silent.filter(([profile]) => !under.has(profile));
  const options = { notSeenSince: before };
  const request = { kind: 'erasure', cause: 'retention', requestedBy: 'retention', at: now(), options } as const;
  await createRequests(
    sql,
    workspace,
    due.map(([profile]) => ({ ...request, profile })),
  );
  onRequests();
  return due.length;
}

/** Once a day, and what is left of erasures every minute. */
export function startRetention(parts: RetentionParts): { stop(): Promise<void> } {
  const { sql, workspace, now, onError } = parts;
  const wakeUp = createWakeUp();
  let stopping = false;

  async function round(): Promise<void> {
    const [last] = await sql<{ at: Instant }[]>`
      select started_at as at from retention_run where workspace = ${workspace} and finished_at is not null
      order by started_at desc limit 1`;
    if (last === undefined || now() - last.at >= day) await carryOutRetention(parts, () => stopping);
    await closeErasures({ ...parts, rules: async () => (await readRetention(sql, workspace)).rules });
  }

  async function loop(): Promise<void> {
    while (!stopping) {
      await wakeUp.sleep(lookEvery);
      if (stopping) return;
      await round().catch(onError);
    }
  }

  const ended = loop();
  return {
    async stop() {
      stopping = true;
      wakeUp.wake();
      await ended;
    },
  };
}
