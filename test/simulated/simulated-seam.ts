import type { Fact } from '#contracts/fact.ts';
import type { Instant, ProfileId } from '#contracts/identifiers.ts';
import type { Release } from '#contracts/release.ts';
import type { ControlStimulus, ProfileStimulus, SeedStimulus } from '#contracts/stimulus.ts';
import { days } from '#core/duration.ts';
import { type CompiledRelease, compileRelease } from '#core/release.ts';
import { countedSince } from '#core/segment/counted-since.ts';
import { addHappening, type Held } from '#core/segment/counters/index.ts';
import { countersOf } from '#core/segment/happening-index.ts';
import { segmentsOfHistoryAlone } from '#core/segment/seed/without-history.ts';
import { stableUuid } from '#core/stable-id.ts';
import type { ProfileState } from '#core/state.ts';
import { step } from '#core/step.ts';
import { noon, openSettings } from '../builders.ts';
import type { Entry } from '../segment/entry.ts';

const workspace = 1;

interface Lane {
  readonly live: (ProfileStimulus | ControlStimulus)[];
  readonly bulk: ProfileStimulus[];
  commit: number;
  release: number;
  /** Release -> the commit that took it over. */
  readonly tookOver: Map<number, number>;
}

type RecordedEvent = Extract<Entry, { type: 'event' }>;

interface Recorded {
  readonly fact: Fact;
  readonly lane: number;
  readonly commit: number;
}

/**
 * A few people in two lanes while releases are published, without databases: live and bulk logs, what is on its way
 * between lanes, facts. The test says what moves next, so that whatever may overtake does.
 */
export class SimulatedSeam {
  now: Instant = noon;
  readonly states = new Map<ProfileId, ProfileState>();
  readonly releases: CompiledRelease[] = [];
  readonly #facts: Recorded[] = [];
  readonly #underway: ProfileStimulus[] = [];
  readonly #lanes: readonly Lane[] = [0, 1].map(() => ({
    live: [],
    bulk: [],
    commit: 0,
    release: 0,
    tookOver: new Map(),
  }));
  readonly #winners = new Map<ProfileId, ProfileId>();
  readonly #addressed = new Set<ProfileId>();
  readonly #seeded = new Set<string>();
  readonly #historyAlone = new Map<number, readonly string[] | undefined>();
  #newest: Release = { workspace, number: 0, settings: openSettings, segments: [], journeys: [], messages: [] };
  #stimuli = 0;

  constructor() {
    this.releases.push(compileRelease(this.#newest));
  }

  /** Profiles of even and odd index live in different lanes. */
  profile(index: number): ProfileId {
    return `${stableUuid('person').slice(0, -1)}${index}`;
  }

  /** `stale`: the way in has not heard of merges yet. */
  track(profile: ProfileId, name: string, { stale, imported }: { stale: boolean; imported: boolean }): void {
    this.now += 1;
    // Of last month, where windows of the calendar find it.
    const at = imported ? this.now - days(20) : this.now;
    const properties = { value: this.now % 7 };
    const to = stale ? profile : this.#today(profile);
    const identities = [{ kind: 'anonymousId', value: profile }] as const;
    const observed = { identities, context: {}, ...(imported && { imported: true as const }) };
    this.#append({ ...this.#base(to), ...observed, at, type: 'track', name, properties });
  }

  /** Of two who are somebody today, as identity decides it. */
  merge(loser: ProfileId, winner: ProfileId): void {
    if (loser === winner || this.#winners.has(loser) || this.#winners.has(winner)) return;
    if (!this.#addressed.has(loser) || !this.#addressed.has(winner)) return;
    this.#winners.set(loser, winner);
    this.#append({ ...this.#base(loser), type: 'merge', winner });
  }

  publish(segments: Release['segments']): void {
    this.#publish({ ...this.#newest, segments });
  }

  #publish(changed: Release): void {
    const next = { ...changed, number: this.#newest.number + 1 };
    this.#newest = { ...next, countedSince: countedSince(this.#newest, next) };
    this.releases.push(compileRelease(this.#newest));
    const control = { type: 'control', workspace, release: next.number, receivedAt: this.now } as const;
    for (const lane of this.#lanes) lane.live.push({ ...control, id: `control-${next.number}` });
  }

  /** Takes the next stimulus of one lane; false when there is none. */
  process(index: number, logClass: 'live' | 'bulk'): boolean {
    const lane = this.#lanes[index];
    const stimulus = lane?.[logClass].shift();
    if (!lane || !stimulus) return false;
    lane.commit += 1;
    const release = this.releases[lane.release];
    if (stimulus.type === 'control') {
      lane.release = stimulus.release;
      lane.tookOver.set(stimulus.release, lane.commit);
    } else if (release) {
      const context = { now: this.now, release, random: () => 0.5 };
      const result = step(this.states.get(stimulus.profile), stimulus, context);
      this.states.set(stimulus.profile, result.state);
      this.#facts.push(...result.facts.map((fact) => ({ fact, lane: index, commit: lane.commit })));
      for (const effect of result.effects) if (effect.type === 'send_stimulus') this.#underway.push(effect.stimulus);
    }
    return true;
  }

  /** Anything that is on its way between lanes may arrive next. */
  forward(pick: number): boolean {
    const [stimulus] = this.#underway.splice(pick % Math.max(1, this.#underway.length), 1);
    if (stimulus) this.#append(stimulus);
    return stimulus !== undefined;
  }

  /** Appends one profile's seed as the facts of now give it, once; nothing before all lanes have taken the release over. */
  seed(release: number, of: ProfileId): void {
    if (!this.#lanes.every((lane) => lane.tookOver.has(release)) || this.#seeded.has(`${release}:${of}`)) return;
    const aliases = this.#aliases();
    const own = this.#facts.filter(({ fact }) => fact.profile === of);
    const before = own.filter((one) => one.commit <= (this.#lanes[one.lane]?.tookOver.get(release) ?? 0));
    const isMerged = aliases.has(of) || [...aliases.values()].includes(of);
    const isNewcomer = !isMerged && !before.some(({ fact }) => fact.type === 'event');
    if (isNewcomer || !own.some(({ fact }) => fact.type === 'profile')) return;
    const counters = this.#count(release, before);
    this.#seeded.add(`${release}:${of}`);
    const segments = this.#segmentsOfHistoryAlone(release);
    const wasInside = own.some(({ fact }) => fact.type === 'membership' && segments?.includes(fact.segment));
    const isTold = segments === undefined || isMerged || wasInside || Object.keys(counters).length > 0;
    if (isTold) this.#send(release, of, aliases, counters);
  }

  /** Says that the history of a release has come to everybody who has any, once that is so. */
  complete(release: number): void {
    if (!this.releases.at(-1)?.segments.releases.includes(release)) return;
    if (this.#segmentsOfHistoryAlone(release) === undefined || this.#completeSince(release) !== undefined) return;
    if (!this.#lanes.every((lane) => lane.tookOver.has(release))) return;
    for (const of of this.states.keys()) this.seed(release, of);
    const waiting = [...this.#underway, ...this.#lanes.flatMap(({ bulk }) => bulk)];
    if (waiting.some((stimulus) => stimulus.type === 'seed')) return;
    const { completeHistories = [], number } = this.#newest;
    this.#publish({ ...this.#newest, completeHistories: [...completeHistories, { release, since: number + 1 }] });
  }

  /** Has everybody looked at once more who did something, or was merged, before her lane knew of that. */
  lookAgain(release: number): void {
    const since = this.#completeSince(release);
    if (since === undefined || !this.#lanes.every((lane) => lane.tookOver.has(since))) return;
    const aliases = this.#aliases();
    const newest = this.releases.at(-1)?.segments;
    for (const { fact, lane, commit } of [...this.#facts]) {
      const { tookOver } = this.#lanes[lane] as Lane;
      if (commit <= (tookOver.get(release) ?? 0) || commit > (tookOver.get(since) ?? 0)) continue;
      const counts =
        fact.type === 'event' && newest && countersOf(newest.happenings, fact).some((one) => one.since === release);
      const of = fact.profile;
      if (!counts && !(fact.type === 'merge' && fact.change === 'absorbed')) continue;
      if (this.#seeded.has(`again ${release}:${of}`)) continue;
      this.#seeded.add(`again ${release}:${of}`);
      this.#send(release, of, aliases, {});
    }
  }

  /** As it was when the first seed of the release was asked for. */
  #segmentsOfHistoryAlone(release: number): readonly string[] | undefined {
    const newest = this.releases.at(-1);
    if (!this.#historyAlone.has(release) && newest) {
      this.#historyAlone.set(release, segmentsOfHistoryAlone(newest, release));
    }
    return this.#historyAlone.get(release);
  }

  #completeSince(release: number): number | undefined {
    return this.#newest.completeHistories?.find((one) => one.release === release)?.since;
  }

  #aliases(): ReadonlyMap<ProfileId, ProfileId> {
    return new Map(
      this.#facts.flatMap(({ fact }) => (fact.type === 'alias' ? [[fact.profile, fact.winner] as const] : [])),
    );
  }

  #send(
    release: number,
    of: ProfileId,
    aliases: ReadonlyMap<ProfileId, ProfileId>,
    counters: SeedStimulus['counters'],
  ): void {
    let person = of;
    for (let next = aliases.get(of); next !== undefined; next = aliases.get(next)) person = next;
    this.#append({ ...this.#base(person), id: `seed:${release}:${of}`, type: 'seed', release, of, counters });
  }

  /** Until nothing moves any more, with all seeds appended. */
  settle(): void {
    for (let moved = true; moved; ) {
      moved = this.forward(0);
      for (const index of this.#lanes.keys()) {
        moved = this.process(index, 'live') || moved;
        moved = this.process(index, 'bulk') || moved;
      }
      if (moved) continue;
      for (const { source } of [...this.releases]) {
        for (const of of this.states.keys()) this.seed(source.number, of);
        this.complete(source.number);
        this.lookAgain(source.number);
      }
      moved = this.#lanes.some(({ live, bulk }) => live.length + bulk.length > 0);
    }
  }

  /** As if the log had forgotten which seeds were appended. */
  forgetSeeds(): void {
    this.#seeded.clear();
  }

  /** What everybody did whom somebody has become, by event time. */
  historyOf(person: ProfileId): readonly RecordedEvent[] {
    const events = this.#facts.flatMap(({ fact }) => (fact.type === 'event' ? [fact] : []));
    return events
      .filter(({ profile }) => this.#today(profile) === person)
      .map(({ name, properties, at }) => ({ type: 'event' as const, name, properties, at, arrivedAt: at }))
      .sort((a, b) => a.at - b.at);
  }

  #count(release: number, recorded: readonly Recorded[]): SeedStimulus['counters'] {
    const events = recorded.flatMap(({ fact }) => (fact.type === 'event' ? [fact] : []));
    const segments = this.releases.at(-1)?.segments;
    const counted: { [key: string]: Held } = {};
    for (const { name, properties, at } of events) {
      for (const counter of segments === undefined ? [] : countersOf(segments.happenings, { name, properties, at })) {
        if (counter.since !== release) continue;
        counted[counter.key] = addHappening(counter, counted[counter.key], { name, properties, at }, this.now);
      }
    }
    return counted;
  }

  #today(profile: ProfileId): ProfileId {
    const winner = this.#winners.get(profile);
    return winner === undefined ? profile : this.#today(winner);
  }

  #append(stimulus: ProfileStimulus): void {
    this.#addressed.add(stimulus.profile);
    const isBulk = stimulus.type === 'seed' || ('imported' in stimulus && stimulus.imported === true);
    const lane = this.#lanes[Number(stimulus.profile.at(-1)) % this.#lanes.length];
    lane?.[isBulk ? 'bulk' : 'live'].push(stimulus);
  }

  #base(profile: ProfileId) {
    this.#stimuli += 1;
    const id = `stimulus-${this.#stimuli}`;
    return { workspace, profile, id, at: this.now, receivedAt: this.now };
  }
}
