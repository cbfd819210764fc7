import type { Instant } from '#contracts/identifiers.ts';
import type { AnswerStimulus, ProfileStimulus } from '#contracts/stimulus.ts';
import { checkHandOver } from '../arbiter/hand-over.ts';
import type { DeliverEffect, Effect } from '../effect.ts';
import type { CompiledRelease } from '../release.ts';
import { shortHash } from '../stable-id.ts';
import type { ProfileState } from '../state.ts';
import { createAgenda } from './agenda.ts';
import { createRehearsalAnswers } from './answers.ts';
import type { RecordedDelivery, RecordedPerson, RecordedReceipt } from './recorded.ts';

type Errand =
  | { readonly type: 'look_again'; readonly effect: DeliverEffect }
  | { readonly type: 'receipt'; readonly effect: DeliverEffect; readonly receipt: RecordedReceipt }
  | { readonly type: 'answer'; readonly answer: AnswerStimulus };

/** The channels, and whoever else is asked, as a rehearsal has them: nothing leaves. */
export interface RehearsalChannels {
  nextAt(): Instant;
  /** What they report next; nothing where a message waits on. */
  report(state: ProfileState, release: CompiledRelease): ProfileStimulus | undefined;
  /** Takes what a step wants done. `now` is the step's. */
  accept(effects: readonly Effect[], now: Instant): void;
}

/**
 * A message that was really sent, too, gets the receipts that were recorded: the same messages in the same steps of a
 * journey are taken for the same, in their order. Any other is handed over at once, if it still may be, and nobody opens
 * it: what she would have done cannot be known.
 */
export function createRehearsalChannels(workspace: number, person: RecordedPerson): RehearsalChannels {
  const { profile, deliveries } = person;
  const answerTo = createRehearsalAnswers(workspace, person);
  const agenda = createAgenda<Errand>();
  const recorded = new Map<string, RecordedDelivery[]>();
  for (const delivery of deliveries) {
    const key = keyOf(delivery);
    recorded.set(key, [...(recorded.get(key) ?? []), delivery]);
  }

  function deliver(effect: DeliverEffect, now: Instant): void {
    const known = recorded.get(keyOf(effect))?.shift();
    if (known === undefined) {
      agenda.note(now, { type: 'look_again', effect });
      return;
    }
    for (const receipt of known.receipts) agenda.note(Math.max(receipt.at, now), { type: 'receipt', effect, receipt });
  }

  function receiptOf({ delivery, channel }: DeliverEffect, receipt: RecordedReceipt): ProfileStimulus {
    const id = shortHash(20, delivery, receipt.kind, String(receipt.at), receipt.link ?? '');
    return { ...receipt, type: 'receipt', workspace, profile, id, delivery, channel, receivedAt: receipt.at };
  }

  return {
    nextAt: agenda.nextAt,

    report(state, release) {
      const now = agenda.nextAt();
      const next = agenda.take();
      if (next === undefined) return undefined;
      if (next.type === 'answer') return next.answer;
      const { effect } = next;
      if (next.type === 'receipt') return receiptOf(effect, next.receipt);
      const verdict = checkHandOver(state, release, effect, now);
      if (verdict.ok) return receiptOf(effect, { kind: 'handed_over', at: now });
      if (verdict.retryAt === undefined)
        return receiptOf(effect, { kind: 'held_back', at: now, reason: verdict.reason });
      agenda.note(verdict.retryAt, next);
      return undefined;
    },

    accept(effects, now) {
      for (const effect of effects) {
        if (effect.type === 'deliver') deliver(effect, now);
        const answer = effect.type === 'ask' ? answerTo(effect, now) : undefined;
        if (answer) agenda.note(answer.at, { type: 'answer', answer });
        if (effect.type !== 'cancel_delivery') continue;
        let waiting: DeliverEffect | undefined;
        agenda.strike((thing) => {
          const isMeant = thing.type === 'look_again' && thing.effect.delivery === effect.delivery;
          if (isMeant) waiting = thing.effect;
          return isMeant;
        });
        if (waiting) agenda.note(now, { type: 'receipt', effect: waiting, receipt: { kind: 'cancelled', at: now } });
      }
    },
  };
}

function keyOf({
  journey,
  node,
  message,
  channel,
}: Pick<RecordedDelivery, 'journey' | 'node' | 'message' | 'channel'>) {
  return [journey, node, message, channel].join('\u001f');
}
