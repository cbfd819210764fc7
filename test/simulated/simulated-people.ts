import { resolveAliases } from '#components/clickhouse/alias.ts';
import type { Fact } from '#contracts/fact.ts';
import type { Instant, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { ReceiptKind, ReceiptStimulus } from '#contracts/stimulus.ts';
import { checkHandOver } from '#core/arbiter/hand-over.ts';
import type { DeliverEffect } from '#core/effect.ts';
import { laneOf } from '#core/lane.ts';
import type { CompiledRelease } from '#core/release.ts';
import type { ProfileState } from '#core/state.ts';
import { nextDue, type StepStimulus, step } from '#core/step.ts';
import { toTableRows } from '#flow/lane/fact-rows.ts';
import { insertFrames } from '#flow/project/insert-frames.ts';
import { noon } from '../builders.ts';
import type { TestClickhouse } from '../clickhouse.ts';

/** That the people themselves know; their facts may be put into any. */
const workspace: WorkspaceId = 1;

/** A fact and where it stands. */
export interface PlacedFact {
  readonly fact: Fact;
  readonly lane: number;
  readonly commit: number;
  readonly ordinal: number;
}

/**
 * Several people in one small shop without databases: their documents, all their facts, what is on its way to them. What
 * happens next is chosen by numbers that the test draws, so that a failing history can be replayed.
 */
export class SimulatedPeople {
  now: Instant = noon;
  readonly states = new Map<ProfileId, ProfileState>();
  readonly facts: PlacedFact[] = [];
  readonly #release: CompiledRelease;
  readonly #commits = new Map<number, number>();
  readonly #underway: StepStimulus[] = [];
  #outbox: DeliverEffect[] = [];
  readonly #handedOver: DeliverEffect[] = [];
  #stimuli = 0;

  constructor(release: CompiledRelease) {
    this.#release = release;
  }

  /** The people of today. */
  get people(): readonly ProfileState[] {
    return [...this.states.values()].filter((state) => state.mergedInto === undefined);
  }

  wait(minutes: number): void {
    this.now += minutes * 60_000;
    for (const state of this.states.values()) {
      const due = nextDue(state);
      if (due !== null && due <= this.now) this.#step({ type: 'timer', profile: state.profile });
    }
  }

  track(profile: ProfileId, name: string, properties: JsonObject, parts: { imported?: true; at?: Instant } = {}): void {
    const identities = [{ kind: 'anonymousId', value: `device-${profile}` }] as const;
    this.#step({ ...this.#base(profile), type: 'track', identities, context: {}, name, properties, ...parts });
  }

  identify(profile: ProfileId, traits: JsonObject): void {
    const email = `${profile.slice(-4)}@example.com`;
    const identities = [{ kind: 'email', value: email }] as const;
    this.#step({ ...this.#base(profile), type: 'identify', identities, context: {}, traits });
  }

  /** Identity is what decides on merges, and it knows who is who today: both must be somebody. */
  merge(loser: ProfileId, winner: ProfileId): void {
    const areToday = [loser, winner].every((one) => this.states.has(one) && this.#today(one)?.profile === one);
    if (areToday && loser !== winner) this.#step({ ...this.#base(loser), type: 'merge', winner });
  }

  /** What lanes sent to each other arrives. */
  forward(): void {
    for (let stimulus = this.#underway.shift(); stimulus; stimulus = this.#underway.shift()) this.#step(stimulus);
  }

  /** The delivery worker takes one message from the outbox. */
  deliver(pick: number): void {
    const effect = this.#outbox[pick % Math.max(1, this.#outbox.length)];
    const state = effect && this.#today(effect.profile);
    if (!effect || !state) return;
    const check = checkHandOver(state, this.#release, effect, this.now);
    if (!check.ok && check.retryAt !== undefined) return;
    this.#outbox = this.#outbox.filter((other) => other !== effect);
    if (check.ok) {
      this.#handedOver.push(effect);
      this.#step(this.#receipt(effect, 'handed_over'));
    } else {
      const kinds = { expired: 'expired', journey_exited: 'cancelled' } as const;
      const kind = check.reason === 'expired' || check.reason === 'journey_exited' ? kinds[check.reason] : 'held_back';
      this.#step({ ...this.#receipt(effect, kind), reason: check.reason });
    }
  }

  /** The provider or the person says something about a message that went out. */
  answer(pick: number, kind: ReceiptKind, parts: { link?: string; reason?: string } = {}): void {
    const effect = this.#handedOver[pick % Math.max(1, this.#handedOver.length)];
    if (effect) this.#step({ ...this.#receipt(effect, kind), ...parts });
  }

  /** Each history that a test looks at gets a workspace of its own. */
  async insertInto({ client }: Pick<TestClickhouse, 'client'>, workspace: WorkspaceId): Promise<void> {
    const bodies = new Map<string, string[]>();
    for (const commit of Map.groupBy(this.facts, ({ lane, commit }) => `${lane}-${commit}`).values()) {
      const rows = commit.map(({ fact }) => ({ workspace: workspace, fact }));
      for (const { table, body } of toTableRows(rows, commit[0] ?? { lane: 0, commit: 0 })) {
        bodies.set(table, [...(bodies.get(table) ?? []), body]);
      }
    }
    for (const [table, ofTable] of bodies) await insertFrames(client, table, ofTable);
    await resolveAliases(client, workspace);
  }

  /** The document of whom an id belongs to today. */
  #today(profile: ProfileId): ProfileState | undefined {
    const state = this.states.get(profile);
    return state?.mergedInto === undefined ? state : this.#today(state.mergedInto);
  }

  #step(stimulus: StepStimulus): void {
    const { profile } = stimulus;
    const random = () => ((Number.parseInt(profile.slice(-2), 16) * 37) % 256) / 256;
    const result = step(this.states.get(profile), stimulus, { now: this.now, release: this.#release, random });
    this.states.set(profile, result.state);
    const lane = laneOf(workspace, profile);
    const commit = (this.#commits.get(lane) ?? 0) + 1;
    this.#commits.set(lane, commit);
    for (const [ordinal, fact] of result.facts.entries()) this.facts.push({ fact, lane, commit, ordinal });
    for (const effect of result.effects) {
      if (effect.type === 'deliver') this.#outbox.push(effect);
      else if (effect.type === 'send_stimulus') this.#underway.push(effect.stimulus);
    }
  }

  #receipt(effect: DeliverEffect, kind: ReceiptKind): ReceiptStimulus {
    const { delivery, channel, profile } = effect;
    return { ...this.#base(profile), type: 'receipt', delivery, channel, kind, provider: 'sandbox' };
  }

  #base(profile: ProfileId) {
    this.#stimuli += 1;
    return {
      workspace,
      profile,
      id: `stimulus-${this.#stimuli}`,
      at: this.now,
      receivedAt: this.now,
    };
  }
}
