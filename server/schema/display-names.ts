import type { DisplayNames } from '#contracts/schema/display-names.ts';
import type { WorkspaceSchema } from '#contracts/schema/schema.ts';

interface Named {
  readonly displayName: string;
}

/** The names that were given in the registry, and those of computed traits where the registry gives none. */
export function displayNamesOf(
  { events, traits }: WorkspaceSchema,
  computed: readonly { readonly id: string; readonly name: string }[],
): DisplayNames {
  const computedNames = computed.map(({ id, name }) => [id, { displayName: name }] as const);
  return {
    events: namesIn(events),
    properties: [...events].flatMap(([event, { fields }]) =>
      namesIn(Object.entries(fields)).map((named) => ({ event, ...named })),
    ),
    traits: namesIn(new Map([...computedNames, ...namesIn(traits).map((named) => [named.name, named] as const)])),
  };
}

function namesIn(rules: Iterable<readonly [string, Named]>): DisplayNames['events'] {
  return [...rules].flatMap(([name, { displayName }]) => (displayName === '' ? [] : [{ name, displayName }]));
}
