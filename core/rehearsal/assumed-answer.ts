import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import type { AnswerStimulus } from '#contracts/stimulus.ts';
import type { AskEffect } from '../effect.ts';

/** No code of any pool. */
const code = 'REHEARSAL';

/**
 * Nothing outside is asked in a rehearsal: whoever may enter in limited numbers does, each pool has a code left, and other systems say
 * yes and nothing else.
 */
export function assumedAnswer(
  { id: ask, profile, what }: AskEffect,
  { workspace, now }: { readonly workspace: WorkspaceId; readonly now: Instant },
): AnswerStimulus | undefined {
  const base = { type: 'answer', workspace, profile, id: `${ask}:answer`, at: now, receivedAt: now, ask } as const;
  switch (what.kind) {
    case 'entry':
      return { ...base, outcome: 'granted', values: {} };
    case 'coupon':
      return { ...base, outcome: 'given', values: { code } };
    case 'webhook':
      return { ...base, outcome: 'answered', values: {} };
    case 'task':
      return undefined;
  }
}
