import type { ConflictState } from '#components/store/port/identity-decision.ts';
import type { DecideConflictRequest, IdentityConflict, IdentityConflictQuery } from '#contracts/api/identity.ts';
import { RequestError } from '#contracts/errors.ts';
import { pageOf, readOffset } from '../cursor.ts';
import type { ServerParts } from '../parts.ts';
import { requireProfileState } from '../profiles/read-profile.ts';
import { namesOf } from './person-names.ts';

const states: { readonly [state in IdentityConflictQuery['state']]: readonly ConflictState[] } = {
  open: ['open'],
  settled: ['rule', 'apart', 'merged', 'moved'],
};

export async function listConflicts(parts: ServerParts, { state, limit, cursor }: IdentityConflictQuery) {
  const { store, workspace } = parts;
  const offset = readOffset(cursor);
  const [rows, open] = await Promise.all([
    store.identityDecisions.conflicts(workspace, states[state], limit + 1, offset),
    store.identityDecisions.openConflicts(workspace),
  ]);
  const name = await namesOf(
    parts,
    workspace,
    rows.flatMap(({ holder, other }) => [holder, other]),
  );
  const iso = (at: number) => new Date(at).toISOString();
  const items = rows.map(
    ({ kind, value, holder, other, firstAt, lastAt, decidedAt, ...row }): IdentityConflict => ({
      ...row,
      identity: { kind, value },
      holder: name(holder),
      other: name(other),
      firstAt: iso(firstAt),
      lastAt: iso(lastAt),
      decidedAt: decidedAt === null ? null : iso(decidedAt),
    }),
  );
  return { ...pageOf(items, limit, offset), open };
}

/** Throws `wrong_status` where the two have moved on since the list was read. */
export async function decideConflict(parts: ServerParts, request: DecideConflictRequest, by: string): Promise<void> {
  const { store, workspace, repairIdentities } = parts;
  const { identity, decision } = request;
  const { profile: holder } = await requireProfileState(store, workspace, request.holder);
  const { profile: other } = await requireProfileState(store, workspace, request.other);
  if (holder === other) throw movedOn();
  const decisions = store.identityDecisions;
  switch (decision) {
    case 'merge':
      if (!(await decisions.merge(workspace, other, holder, by))) throw movedOn();
      break;
    case 'apart':
      await decisions.keepApart(workspace, holder, other, by);
      break;
    case 'move':
      if (!(await decisions.move(workspace, { ...identity, holder, other }, by))) throw movedOn();
      break;
  }
  await repairIdentities();
}

function movedOn(): RequestError {
  return new RequestError('wrong_status', {
    message: 'One of the two became part of somebody else meanwhile, or the identity moved on; load the list again.',
  });
}
