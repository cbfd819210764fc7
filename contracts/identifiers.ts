/** Workspaces are few and their number stands in every hot key, so it is small: a positive 32-bit integer. */
export type WorkspaceId = number & { readonly brand?: 'workspace' };

/** UUID (version 7) of a person. Never re-used; after a merge the loser's id stays as an alias of the winner's. */
export type ProfileId = string & { readonly brand?: 'profile' };

/** One of 256 virtual lanes; see core/lane.ts. Fixed for ever for a subject. */
export type Lane = number & { readonly brand?: 'lane' };

/** Identity of one message to one person: derived from run and node, so that a repeat is recognised as the same. */
export type DeliveryId = string & { readonly brand?: 'delivery' };

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** One of those that are built in, or of the workspace's own; see contracts/identity-rule.ts. */
export type IdentityKind = string;

export interface Identity {
  readonly kind: IdentityKind;
  readonly value: string;
}
