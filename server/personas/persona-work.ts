import type { DefinitionParts } from '../definitions/parts.ts';
import { openPersonaStore } from './persona-store.ts';
import { personaRefreshDays } from './refresh-days.ts';
import type { Personas } from './start-personas.ts';

const day = 86_400_000;

/** A computation is as old as its beginning; where there were too few customers they are counted again. */
export function personaWork({ sql, workspace }: DefinitionParts, personas: Personas) {
  const store = openPersonaStore(sql, workspace);
  return {
    async isDue(now: number) {
      const run = await store.run();
      return !run?.computedAt || run.startedAt.getTime() + personaRefreshDays * day <= now;
    },
    run: () => personas.refresh(),
  };
}
