import type { Identity, ProfileId } from '#contracts/identifiers.ts';

/** What is known of an identity: whose it is, and that person's userId where she has one (`owner`). */
export interface KnownIdentity extends Identity {
  readonly profile: ProfileId;
  readonly owner: string | null;
}

export interface IdentityDecision {
  /** The person that the event belongs to. */
  readonly profile: ProfileId;
  readonly created: boolean;
  /** Identities of the event that are hers. */
  readonly identities: readonly Identity[];
  /** New rows. */
  readonly links: readonly KnownIdentity[];
  /** The person's userId became known with this event: all her rows get it as owner. */
  readonly claim: { readonly profile: ProfileId; readonly owner: string } | null;
  readonly merges: readonly { readonly loser: ProfileId; readonly winner: ProfileId }[];
  /** Identities that stay with somebody else, because joining them would glue two known people together. */
  readonly conflicts: readonly Identity[];
}

/**
 * Finds the person of an event. `identities` stand strongest first; `known` holds their rows, as far as there are any.
 *
 * Two people with different userIds are never joined: an e-mail, a phone or a device that belongs to another known
 * person is a conflict and stays there. A device (anonymousId) moves only history that nobody has claimed.
 * `previous` is the word of an `alias` call: that identity's person is joined even when she has a userId of her own.
 */
export function decideIdentity(
  identities: readonly Identity[],
  known: readonly KnownIdentity[],
  fresh: ProfileId,
  previous?: Identity,
): IdentityDecision {
  const rowOf = (identity: Identity) =>
    known.find((row) => row.kind === identity.kind && row.value === identity.value);
  const userId = identities.find((identity) => identity.kind === 'userId')?.value;
  const rows = identities.map(rowOf).filter((row) => row !== undefined);
  const eligible = rows.filter((row) => userId === undefined || row.owner === null || row.owner === userId);
  const chosen =
    eligible.find((row) => row.owner !== null && row.kind !== 'anonymousId') ??
    eligible[0] ??
    (previous && identities.length > 0 && rows.length === 0 ? rowOf(previous) : undefined);

  const profile = chosen?.profile ?? fresh;
  const owner = userId ?? chosen?.owner ?? null;
  const claim = chosen && userId !== undefined && chosen.owner !== userId ? { profile, owner: userId } : null;

  const own: Identity[] = [];
  const links: KnownIdentity[] = [];
  const conflicts: Identity[] = [];
  const losers = new Set<ProfileId>();
  for (const identity of identities) {
    const row = rowOf(identity);
    if (row === undefined) {
      links.push({ ...identity, profile, owner });
      own.push(identity);
    } else if (row.profile === profile) {
      own.push(identity);
    } else if (row.owner === null || row.owner === owner) {
      losers.add(row.profile);
      own.push(identity);
    } else {
      conflicts.push(identity);
    }
  }
  if (previous) {
    const row = rowOf(previous);
    if (row === undefined) links.push({ ...previous, profile, owner });
    else if (row.profile !== profile) losers.add(row.profile);
  }
  const merges = [...losers].map((loser) => ({ loser, winner: profile }));
  return { profile, created: chosen === undefined, identities: own, links, claim, merges, conflicts };
}
