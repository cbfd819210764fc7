import { builtInIdentityKinds, deviceKinds, type IdentityRule } from '#contracts/identity-rule.ts';

/** Told by its label: its name may be that of a built-in kind for as long as it is being typed. */
export const isOwnKind = ({ kind, label }: IdentityRule): boolean =>
  label !== undefined || !builtInIdentityKinds.some((one) => one === kind);

/** A new name, and the place that it is read from with it, as long as that is the one that was suggested. */
export function renamedKind(rule: IdentityRule, kind: string): Partial<IdentityRule> {
  const suggested = (name: string) => (name === '' ? [] : [`traits.${name}`]);
  const isSuggested = rule.sources.join() === suggested(rule.kind).join();
  return isSuggested ? { kind, sources: suggested(kind) } : { kind };
}

/** Stronger than devices: what is shared by whoever uses one must not win over a number that a person was given. */
export function withNewKind(kinds: readonly IdentityRule[], label: string) {
  let number = 1;
  while (kinds.some(({ kind }) => kind === `own${number}`)) number += 1;
  const added: IdentityRule = {
    kind: `own${number}`,
    label: `${label} ${number}`,
    enabled: true,
    sharing: 'unique',
    format: 'text',
    onConflict: 'ask',
    perPerson: 1,
    peoplePerValue: null,
    sources: [`traits.own${number}`],
  };
  const firstDevice = kinds.findIndex(({ kind }) => deviceKinds.includes(kind));
  const place = firstDevice < 0 ? kinds.length : firstDevice;
  return { kinds: kinds.toSpliced(place, 0, added), place };
}
