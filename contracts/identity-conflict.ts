/**
 * Why an identity was not joined with the person of an event. Stable words: they are stored, are metric labels and are
 * translated in the product.
 *
 * `different_people`: they differ in a kind of which a person has not so many. `rule`: the kind proves nothing by itself.
 * `too_many_values`: the person has as many of the kind as she may. `too_many_merges`: too many became part of her today.
 * `shared_value`: it came with too many people and names nobody any more. `alias_not_trusted`: an alias with a public
 * key would have joined two people with userIds. `kept_apart`: somebody said that they are not the same.
 */
export const identityConflictReasons = [
  'different_people',
  'rule',
  'too_many_values',
  'too_many_merges',
  'shared_value',
  'alias_not_trusted',
  'kept_apart',
] as const;
export type IdentityConflictReason = (typeof identityConflictReasons)[number];
