import type { Instant } from '#contracts/identifiers.ts';
import type { WithdrawnHistory } from '#contracts/withdrawn-history.ts';
import { type AwaitedRecount, type Consent, newProfileState, type ProfileState } from '../state.ts';
import type { Work } from '../work.ts';

/** What an import brought beside counts and traits goes, wherever it still stands. */
export function takeBack(state: ProfileState, withdrawn: WithdrawnHistory): ProfileState {
  const { seen, left, knownOrders } = withdrawn;
  const { lastAt, ...orders } = state.orders;
  const lastOrder = lastAt !== undefined && lastAt > seen.last ? lastAt : left.lastOrder;
  return {
    ...state,
    firstSeenAt: state.firstSeenAt === seen.first && left.first > 0 ? left.first : state.firstSeenAt,
    lastSeenAt: state.lastSeenAt === seen.last && left.last > 0 ? left.last : state.lastSeenAt,
    orders: { ...orders, ...(lastOrder > 0 && { lastAt: lastOrder }) },
    knownOrders: (state.knownOrders ?? []).filter((hash) => !knownOrders.includes(hash)),
    consents: takeBackConsents(state.consents, withdrawn.consents),
  };
}

function takeBackConsents(held: readonly Consent[], brought: WithdrawnHistory['consents']): readonly Consent[] {
  return held.flatMap((word) => {
    const own = brought.find(
      ({ channel, topic, at, source }) =>
        channel === word.channel && topic === (word.topic ?? '') && at === word.at && source === word.source,
    );
    if (own === undefined) return [word];
    return own.before === '' ? [] : [JSON.parse(own.before) as Consent];
  });
}

/** Whether nothing but the import ever concerned her, so that she goes with it. */
export function isOnlyOfImport(work: Work, awaited: AwaitedRecount, { onlyThis }: WithdrawnHistory): boolean {
  const { state } = work;
  const isBusy = [state.runs, state.pending, state.sends, state.suppressions, state.absorbed, state.consents].some(
    (list) => list.length > 0,
  );
  const isMoving = [state.entries, state.activity].some((times) => Object.keys(times).length > 0);
  const told = Object.keys(state.traits).filter((name) => !work.release.keptTraits.has(name));
  return (
    onlyThis &&
    state.revision === awaited.revision &&
    !isBusy &&
    !isMoving &&
    told.length === 0 &&
    state.doNotContact === undefined &&
    state.restricted === undefined &&
    (state.departed ?? []).length === 0
  );
}

/** She is in no segment and no list any more. Her id stays, and is hers again should something still arrive for her. */
export function remove(work: Work, at: Instant): void {
  const { profile, revision, memberships, withdrawn, recountedRelease } = work.state;
  for (const segment of memberships.keys()) {
    work.facts.push({ type: 'membership', profile, at: work.now, segment, change: 'left' });
  }
  work.state = {
    ...newProfileState(profile, at),
    revision,
    ...(withdrawn && { withdrawn }),
    ...(recountedRelease !== undefined && { recountedRelease }),
    removed: true,
  };
  work.facts.push({
    ...{
      type: 'profile',
      profile,
      at,
      revision: revision + 1,
      traits: {},
      identities: [],
      companies: [],
      timeZone: '',
      known: {},
      firstSeenAt: at,
    },
    deleted: true,
  });
}
