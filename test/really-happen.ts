import type { Fact } from '#contracts/fact.ts';
import type { Instant, ProfileId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { ProfileStimulus, ReceiptKind } from '#contracts/stimulus.ts';
import { minutes } from '#core/duration.ts';
import type { AskEffect, DeliverEffect } from '#core/effect.ts';
import type { RecordedDelivery } from '#core/rehearsal/recorded.ts';
import type { CompiledRelease } from '#core/release.ts';
import type { ProfileState } from '#core/state.ts';
import { nextDue, type StepContext, type StepStimulus, step } from '#core/step.ts';
import { deepFreeze } from './builders.ts';

/** Definitions that come into force while she lives. */
interface LaterRelease {
  readonly at: Instant;
  readonly release: CompiledRelease;
}

export interface OutsideAnswer {
  readonly after: number;
  readonly outcome: string;
  readonly values: JsonObject;
}

interface Life {
  readonly release: CompiledRelease;
  /** In their order. */
  readonly later?: readonly LaterRelease[];
  readonly random: StepContext['random'];
  readonly profile: ProfileId;
  /** In the order in which they are received. */
  readonly events: readonly ProfileStimulus[];
  /** Whether the n-th message is opened, over and over. */
  readonly opens: readonly boolean[];
  /** What the outside says to the n-th that is asked; nothing: it never answers. */
  readonly answers?: (effect: AskEffect, number: number) => OutsideAnswer | undefined;
  readonly until: Instant;
}

/** The product itself in small: events and timers through the step, messages handed over a little later, some opened; what is asked, answered. */
export function reallyHappen({ release: first, later = [], random, profile, events, opens, answers, until }: Life) {
  const facts: Fact[] = [];
  const deliveries: RecordedDelivery[] = [];
  const receipts: { readonly at: Instant; readonly stimulus: ProfileStimulus }[] = [];
  const open = [...events];
  let state: ProfileState | undefined;
  let sent = 0;
  let asked = 0;

  const steps: { readonly now: Instant; readonly stimulus: StepStimulus }[] = [];

  const live = (stimulus: StepStimulus, now: Instant): void => {
    steps.push({ now, stimulus });
    const release = releaseAt(first, later, now);
    const result = step(state, stimulus, { now, release, random });
    state = deepFreeze(result.state);
    facts.push(...result.facts);
    for (const effect of result.effects) {
      if (effect.type === 'deliver') deliver(effect, now);
      if (effect.type === 'ask') answer(effect, now);
    }
  };

  const deliver = ({ delivery, journey, node, message, channel }: DeliverEffect, now: Instant): void => {
    const came: { kind: ReceiptKind; at: Instant }[] = [{ kind: 'handed_over', at: now + 40 }];
    if (opens[sent++ % opens.length]) came.push({ kind: 'opened', at: now + minutes(90) });
    for (const { kind, at } of came) {
      const base = { workspace: first.source.workspace, profile, id: `${delivery}${kind}`, at, receivedAt: at };
      receipts.push({ at, stimulus: { ...base, type: 'receipt', delivery, kind, channel } });
    }
    receipts.sort((a, b) => a.at - b.at);
    deliveries.push({ delivery, journey, node, message, channel, queuedAt: now, receipts: came });
  };

  const answer = (effect: AskEffect, now: Instant): void => {
    const said = answers?.(effect, asked++);
    if (said === undefined) return;
    const { after, outcome, values } = said;
    const at = now + after;
    const base = { workspace: first.source.workspace, profile, id: `${effect.id}:answer`, at, receivedAt: at };
    receipts.push({ at, stimulus: { ...base, type: 'answer', ask: effect.id, outcome, values } });
    receipts.sort((a, b) => a.at - b.at);
  };

  for (;;) {
    const [next] = open;
    const [receipt] = receipts;
    const due = (state && nextDue(state)) ?? Number.POSITIVE_INFINITY;
    const at = Math.min(next?.receivedAt ?? Number.POSITIVE_INFINITY, receipt?.at ?? Number.POSITIVE_INFINITY, due);
    if (at >= until) return { facts, deliveries, steps, state };
    if (next && next.receivedAt <= at) {
      open.shift();
      live(next, at);
    } else if (receipt && receipt.at <= at) {
      receipts.shift();
      live(receipt.stimulus, at);
    } else {
      live({ type: 'timer', profile }, at);
    }
  }
}

/** The one that is in force at a moment. */
export function releaseAt(first: CompiledRelease, later: readonly LaterRelease[], now: Instant): CompiledRelease {
  return later.findLast(({ at }) => at <= now)?.release ?? first;
}
