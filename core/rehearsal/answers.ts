import type { Instant } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { AnswerStimulus } from '#contracts/stimulus.ts';
import type { AskEffect, AskWhat } from '../effect.ts';
import { nameOfAsked } from './asked.ts';
import type { RecordedAnswer, RecordedPerson } from './recorded.ts';

interface Said {
  readonly outcome: string;
  readonly values: JsonObject;
}

/** No code of any pool. */
const code = 'REHEARSAL';

/**
 * Nothing outside is asked in a rehearsal. What a step really asked gets the answer that was recorded, as long after it as then: the
 * same asked in the same step of a journey is taken for the same, in its order. Of anything else the answer is assumed.
 * Returns the answer, at its moment; nothing where none comes.
 */
export function createRehearsalAnswers(
  workspace: number,
  { answers }: RecordedPerson,
): (effect: AskEffect, now: Instant) => AnswerStimulus | undefined {
  const recorded = new Map<string, RecordedAnswer[]>();
  for (const answer of answers) recorded.set(keyOf(answer), [...(recorded.get(keyOf(answer)) ?? []), answer]);

  return ({ id: ask, profile, journey, node, what }, now) => {
    const assumed = assumedAnswer(what);
    const known = recorded.get(keyOf({ journey, node, asked: nameOfAsked(what) }))?.shift();
    if (assumed === undefined || (known && known.after === null)) return undefined;
    const at = now + (known?.after ?? 0);
    const base = { type: 'answer', workspace, profile, id: `${ask}:answer`, at, receivedAt: at, ask } as const;
    return { ...base, ...withRecorded(assumed, known?.said) };
  };
}

/** A code that nobody recorded is assumed too. */
function withRecorded(assumed: Said, said: Said | undefined): Said {
  if (said === undefined) return assumed;
  return said.outcome === assumed.outcome ? { ...said, values: { ...assumed.values, ...said.values } } : said;
}

/** Whoever may enter in limited numbers does, each pool has a code left, and other systems say yes and nothing else. */
function assumedAnswer({ kind }: AskWhat): Said | undefined {
  switch (kind) {
    case 'entry':
      return { outcome: 'granted', values: {} };
    case 'coupon':
      return { outcome: 'given', values: { code } };
    case 'webhook':
      return { outcome: 'answered', values: {} };
    case 'task':
      return undefined;
  }
}

function keyOf({ journey, node, asked }: Pick<RecordedAnswer, 'journey' | 'node' | 'asked'>): string {
  return [journey, node, asked].join('\u001f');
}
