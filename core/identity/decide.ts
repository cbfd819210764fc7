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
 * `previous` is the word of an `alias` call. From a trusted sender it joins that identity's person even when she has a
 * userId of her own, which nobody can undo; anybody can send with a public write key, so otherwise it moves only what has
 * no other userId, and is a conflict where it has one. A userId that is not known yet may be somebody's tomorrow.
 */
export function decideIdentity(
  identities: readonly Identity[],
  known: readonly KnownIdentity[],
  fresh: ProfileId,
  { previous, trusted }: { readonly previous?: Identity; readonly trusted?: true } = {},
): IdentityDecision {
  const rowOf = (identity: Identity) => known.find((row) => row.kind === identity.kind && row.value === identity.value);
  const userId = identities.find((identity) => identity.kind === 'userId');
  // After an alias a person answers to two userIds; her rows carry the one that stayed.
  const name = userId && (rowOf(userId)?.owner ?? userId.value);
  const rows = identities.map(rowOf).filter((row) => row !== undefined);
  const eligible = rows.filter((row) => name === undefined || row.owner === null || row.owner === name);
  const mayTake = (identity: Identity, taker: string | null) => {
    const holder = rowOf(identity)?.owner ?? (identity.kind === 'userId' ? identity.value : null);
    return trusted === true || holder === null || holder === taker;
  };
  const chosen =
    eligible.find((row) => row.owner !== null && row.kind !== 'anonymousId') ??
    eligible[0] ??
    (previous && identities.length > 0 && rows.length === 0 && mayTake(previous, name ?? null)
      ? rowOf(previous)
      : undefined);

  const profile = chosen?.profile ?? fresh;
  const owner = name ?? chosen?.owner ?? null;
  const claim = chosen && name !== undefined && chosen.owner !== name ? { profile, owner: name } : null;

  const taken = previous && mayTake(previous, owner) ? previous : undefined;
  const joining = taken && rowOf(taken);
  const losers = new Set(
    [...rows.filter((row) => row.owner === null || row.owner === owner), ...(joining ? [joining] : [])]
      .map((row) => row.profile)
      .filter((other) => other !== profile),
  );
  const isNamed = identities.some(({ kind, value }) => kind === taken?.kind && value === taken.value);
  const unknown = [...identities, ...(taken && !isNamed ? [taken] : [])].filter(
    (identity) => rowOf(identity) === undefined,
  );
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
    conflicts: [
      ...identities.filter((identity) => !isHers(identity)),
      ...(previous && taken === undefined ? [previous] : []),
    ],
  };
}
