import type { ObservedPeople } from '#analytics/schema/observe-people.ts';
import type { PersonalClass } from '#contracts/schema/schema.ts';
import type { SchemaField, SchemaTrait, SchemaTraits } from '#contracts/schema/schema-registry.ts';
import { readFields } from './learn/learned-store.ts';
import { presentField } from './present.ts';
import { lastDays, type RegistryParts, readMisfits } from './read-events.ts';
import { readSettings, readTraitRules } from './rules.ts';

/** Consents come among the traits of a call, and become none of a person. */
function isTrait({ path }: { readonly path: string }): boolean {
  return path !== 'consents' && !path.startsWith('consents[]');
}

/**
 * Every trait that people have, that came in but nobody of those looked at has, or of which something is fixed; the most
 * common first.
 */
export async function readSchemaTraits(
  { sql, workspace }: RegistryParts,
  observed: ObservedPeople,
  sees: (personal: PersonalClass) => boolean,
): Promise<SchemaTraits> {
  const [settings, rules, told] = await Promise.all([
    readSettings(sql, workspace),
    readTraitRules(sql, workspace),
    readFields(sql, workspace, ['']),
  ]);
  const rare = new Map(told.filter(isTrait).map(({ path, observation }) => [path, observation]));
  const paths = new Set([...observed.fields.keys(), ...rare.keys(), ...rules.keys()]);
  const items = [...paths].map((path): SchemaField => {
    const held = observed.fields.get(path);
    const rule = rules.get(path)?.rule;
    // What was told once and is held by nobody who was looked at has types and values, but no share.
    if (held !== undefined) {
      return presentField({ kind: 'trait', path, observation: held, rule, looked: observed.people }, sees);
    }
    return presentField({ kind: 'trait', path, observation: rare.get(path), rule, looked: 0 }, sees);
  });
  items.sort((a, b) => (b.share ?? 0) - (a.share ?? 0) || (a.path < b.path ? -1 : 1));
  return { people: observed.people, mode: settings.traitMode, items };
}

/** Undefined where nobody has it, it never came, and nothing is fixed of it. */
export async function readSchemaTrait(
  parts: RegistryParts,
  observed: ObservedPeople,
  path: string,
  sees: (personal: PersonalClass) => boolean,
): Promise<SchemaTrait | undefined> {
  const { sql, workspace } = parts;
  const [{ people, mode, items }, rules, misfits, [kept]] = await Promise.all([
    readSchemaTraits(parts, observed, sees),
    readTraitRules(sql, workspace),
    readMisfits(sql, workspace, 'trait', '', lastDays(parts)[0] ?? ''),
    sql<{ count: number }[]>`
      select count(*) as count from kept_event
      where workspace = ${workspace} and kind = 'trait' and state = 'kept' and path = ${path}`,
  ]);
  const field = items.find((one) => one.path === path);
  return (
    field && {
      ...{ people, mode, field },
      misfits: misfits.filter((misfit) => misfit.path === path),
      keptAside: kept?.count ?? 0,
      revision: rules.get(path)?.revision ?? 0,
    }
  );
}
