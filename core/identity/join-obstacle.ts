import type { IdentityKind } from '#contracts/identifiers.ts';
import type { IdentityConflictReason } from '#contracts/identity-conflict.ts';
import { isKnown, type KnownPerson } from './known-people.ts';
import type { IdentityRules } from './rules.ts';

export interface Obstacle {
  readonly reason: IdentityConflictReason;
  /** The kind by which two people differ, or of which there would be too many. */
  readonly detail: IdentityKind;
}

/** Whether a person with these may have one more of the kind. */
export function roomFor(kind: IdentityKind, counts: KnownPerson['counts'], rules: IdentityRules): boolean {
  const limit = rules.of(kind)?.perPerson ?? null;
  return limit === null || (counts.get(kind) ?? 0) < limit;
}

/** What speaks against it that `other` becomes part of `person`, because an event names both, her by an identity of `kind`. */
export function joinObstacle(
  kind: IdentityKind,
  person: KnownPerson,
  other: KnownPerson,
  rules: IdentityRules,
): Obstacle | undefined {
  if (person.apart.includes(other.profile)) return { reason: 'kept_apart', detail: kind };
  const proves = rules.of(kind)?.onConflict === 'merge';
  const bothKnown = isKnown(person.counts) && isKnown(other.counts);
  const tooMany = [...other.counts].find(([each, count]) => {
    const own = person.counts.get(each) ?? 0;
    const limit = rules.of(each)?.perPerson ?? null;
    if (own === 0 || count === 0 || limit === null || own + count <= limit) return false;
    // A proof counts more than the number of weaker identities.
    return !(proves && rules.strength(each) > rules.strength(kind));
  });
  if (tooMany) return { reason: 'different_people', detail: tooMany[0] };
  if (bothKnown && !proves) return { reason: 'rule', detail: kind };
  return person.mergedToday >= rules.mergesPerDay ? { reason: 'too_many_merges', detail: kind } : undefined;
}
