import type { Channel } from '#contracts/channel.ts';
import type { Fact } from '#contracts/fact.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { ReceiptKind, ReceiptStimulus } from '#contracts/stimulus.ts';
import { checkHandOver } from '#core/arbiter/hand-over.ts';
import type { DeliverEffect } from '#core/effect.ts';
import type { CompiledRelease } from '#core/release.ts';
import type { ProfileState } from '#core/state.ts';
import { type StepResult, type StepStimulus, step } from '#core/step.ts';
import { deepFreeze } from '../builders.ts';

/** What the provider was really given, and when; `undone` once the provider said that it did not get through. */
interface HandedOver {
  readonly effect: DeliverEffect;
  readonly at: Instant;
  undone: boolean;
}

/** Parts of an observed stimulus that no test here is about. */
const observed = { identities: [], context: {} };

/**
 * One person's shell without any I/O: keeps her state, her outbox and a clock, and does what the real one does, late and
 * in whatever order the test asks for.
 */
export class SimulatedShell {
  state: ProfileState;
  now: Instant;
  readonly facts: Fact[] = [];
  readonly outbox: DeliverEffect[] = [];
  readonly handedOver: HandedOver[] = [];
  readonly unreported: ReceiptStimulus[] = [];
  readonly #release: CompiledRelease;
  readonly #afterStep: (before: ProfileState, result: StepResult) => void;
  #stimuli = 0;

  constructor(
    state: ProfileState,
    now: Instant,
    release: CompiledRelease,
    afterStep: (before: ProfileState, result: StepResult) => void = () => {},
  ) {
    this.state = deepFreeze(state);
    this.now = now;
    this.#release = release;
    this.#afterStep = afterStep;
  }

  track(name: string): void {
    this.#step({ ...this.#base(), ...observed, type: 'track', name, properties: {} });
  }

  consent(channel: Channel, status: 'granted' | 'denied', topic?: string): void {
    const change = { channel, status, ...(topic !== undefined && { topic }) };
    this.#step({ ...this.#base(), type: 'consent', changes: [change], source: 'preference_page' });
  }

  timer(): void {
    this.#step({ type: 'timer', profile: this.state.profile });
  }

  /** Takes one delivery of the outbox; its receipt is kept until `report`. */
  deliver(pick: number): void {
    const effect = this.outbox[pick % Math.max(1, this.outbox.length)];
    if (!effect) {
      return;
    }
    const check = checkHandOver(this.state, this.#release, effect, this.now);
    if (!check.ok && check.retryAt !== undefined) {
      return;
    }
    this.outbox.splice(this.outbox.indexOf(effect), 1);
    if (check.ok) {
      this.handedOver.push({ effect, at: this.now, undone: false });
      this.unreported.push(this.#receipt(effect, 'handed_over'));
    } else {
      const kind = check.reason === 'expired' ? 'expired' : 'held_back';
      this.unreported.push({ ...this.#receipt(effect, kind), reason: check.reason });
    }
  }

  /** The receipts so far, in any order. */
  report(pick: number): void {
    const [receipt] = this.unreported.splice(pick % Math.max(1, this.unreported.length), 1);
    if (receipt) {
      this.#step({ ...receipt, receivedAt: this.now });
    }
  }

  /** The provider or the person says something about a message that went out. */
  answer(pick: number, kind: ReceiptKind): void {
    const handedOver = this.handedOver[pick % Math.max(1, this.handedOver.length)];
    if (!handedOver || handedOver.undone) {
      return;
    }
    const permanent = kind === 'bounced';
    handedOver.undone = kind === 'failed' || permanent;
    this.#step({ ...this.#receipt(handedOver.effect, kind), ...(permanent && { permanent }) });
  }

  #step(stimulus: StepStimulus): void {
    const before = this.state;
    const context = { now: this.now, release: this.#release, random: () => 0.5 };
    const result = step(before, deepFreeze(stimulus), context);
    this.state = deepFreeze(result.state);
    this.facts.push(...result.facts);
    for (const effect of result.effects) {
      if (effect.type === 'deliver') {
        this.outbox.push(effect);
      } else if (effect.type === 'cancel_delivery') {
        this.#cancel(effect.delivery);
      }
    }
    this.#afterStep(before, result);
  }

  #cancel(delivery: string): void {
    const index = this.outbox.findIndex((effect) => effect.delivery === delivery);
    const [effect] = index < 0 ? [] : this.outbox.splice(index, 1);
    if (effect) {
      this.unreported.push(this.#receipt(effect, 'cancelled'));
    }
  }

  #receipt({ delivery, channel }: DeliverEffect, kind: ReceiptKind): ReceiptStimulus {
    return { ...this.#base(), type: 'receipt', delivery, channel, kind };
  }

  #base() {
    this.#stimuli += 1;
    const { profile } = this.state;
    return { workspace: 1, profile, id: `stimulus-${this.#stimuli}`, at: this.now, receivedAt: this.now };
  }
}
