import type { IdentityKind } from '#contracts/identifiers.ts';
import {
  defaultIdentitySettings,
  deviceKinds,
  type IdentityRule,
  type IdentitySettings,
} from '#contracts/identity-rule.ts';

/** The rules of a workspace made ready for decisions. Made once per release. */
export interface IdentityRules {
  readonly mergesPerDay: number;
  /** Kinds of which a person may have so many only: what has to be known of people to join them. */
  readonly limitedKinds: readonly IdentityKind[];
  /** Undefined for kinds that name nobody: switched off, shared, or unknown. */
  of(kind: IdentityKind): IdentityRule | undefined;
  /** 0 is the strongest. */
  strength(kind: IdentityKind): number;
}

export function compileIdentityRules(settings: IdentitySettings = defaultIdentitySettings): IdentityRules {
  const naming = settings.kinds.filter(({ enabled, sharing }) => enabled && sharing === 'unique');
  const rules = new Map(naming.map((rule) => [rule.kind, rule]));
  const places = new Map(settings.kinds.map(({ kind }, place) => [kind, place]));
  return {
    mergesPerDay: settings.mergesPerDay,
    // Of the others one value is enough to tell that there is somebody.
    limitedKinds: settings.kinds
      .filter(({ kind, perPerson }) => perPerson !== null || !isDevice(kind))
      .map(({ kind }) => kind),
    of: (kind) => rules.get(kind),
    strength: (kind) => places.get(kind) ?? settings.kinds.length,
  };
}

export function isDevice(kind: IdentityKind): boolean {
  return deviceKinds.includes(kind);
}

export const defaultIdentityRules = compileIdentityRules();
