import type { Identity, ProfileId } from '#contracts/identifiers.ts';

/** What is known of an identity: whose it is, and that person's userId where she has one (`owner`). */
export interface KnownIdentity extends Identity {
  readonly profile: ProfileId;
  readonly owner: string | null;
}

export interface IdentityDecision {
  /** The person that the event belongs to. */
  readonly profile: ProfileId;
  /** Her userId, where there is one. */
  readonly owner: string | null;
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
  const rowOf = (identity: Identity) => known.find((row) => row.kind === identity.kind && row.value === identity.value);
  const userId = identities.find((identity) => identity.kind === 'userId');
  // After an alias a person answers to two userIds; her rows carry the one that stayed.
  const name = userId && (rowOf(userId)?.owner ?? userId.value);
  const rows = identities.map(rowOf).filter((row) => row !== undefined);
  const eligible = rows.filter((row) => name === undefined || row.owner === null || row.owner === name);
  const chosen =
    eligible.find((row) => row.owner !== null && row.kind !== 'anonymousId') ??
    eligible[0] ??
    (previous && identities.length > 0 && rows.length === 0 ? rowOf(previous) : undefined);

  const profile = chosen?.profile ?? fresh;
  const owner = name ?? chosen?.owner ?? null;
  const claim = chosen && name !== undefined && chosen.owner !== name ? { profile, owner: name } : null;

  const joining = previous && rowOf(previous);
  const losers = new Set(
    [...rows.filter((row) => row.owner === null || row.owner === owner), ...(joining ? [joining] : [])]
      .map((row) => row.profile)
      .filter((other) => other !== profile),
  );
  const unknown = [...identities, ...(previous ? [previous] : [])].filter((identity) => rowOf(identity) === undefined);
  const isHers = (identity: Identity) => {
    const row = rowOf(identity);
    return row === undefined || row.profile === profile || losers.has(row.profile);
  };
  return {
    profile,
    owner,
    created: chosen === undefined,
    identities: identities.filter(isHers),
    links: unknown.map((identity) => ({ ...identity, profile, owner })),
    claim,
    merges: [...losers].map((loser) => ({ loser, winner: profile })),
    conflicts: identities.filter((identity) => !isHers(identity)),
  };
}
