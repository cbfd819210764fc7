import type { JourneyAskStore } from '#components/journey-ask/store.ts';
import type { WorkspaceId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { AskEffect } from '#core/effect.ts';

/** What a run is told; null where it waits for no answer. */
export type Answer = { readonly outcome: string; readonly values: JsonObject } | null;

export type Ask<Kind extends AskEffect['what']['kind'] = AskEffect['what']['kind']> = Omit<AskEffect, 'what'> & {
  readonly what: Extract<AskEffect['what'], { kind: Kind }>;
};

/** Answers what the database knows. A repeat gets the answer of the first time. */
export async function answerAsk(
  store: JourneyAskStore,
  workspace: WorkspaceId,
  { id: ask, profile, journey, at, what }: Ask<'entry' | 'coupon' | 'task'>,
): Promise<Answer> {
  const asked = { workspace, ask, profile, journey, at };
  switch (what.kind) {
    case 'entry': {
      const { kind: _, ...limits } = what;
      return { outcome: (await store.enter({ ...asked, ...limits })) ? 'granted' : 'refused', values: {} };
    }
    case 'coupon': {
      const code = await store.giveCoupon({ ...asked, pool: what.pool });
      return code === undefined ? { outcome: 'none', values: {} } : { outcome: 'given', values: { code } };
    }
    case 'task': {
      const { kind: _, ...task } = what;
      await store.createTask({ ...asked, ...task });
      return null;
    }
  }
}
