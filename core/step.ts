import type { Fact } from '#contracts/fact.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type {
  AttributesStimulus,
  IdentifyStimulus,
  ListsStimulus,
  ProfileStimulus,
  SeedStimulus,
  TrackStimulus,
} from '#contracts/stimulus.ts';
import { arbitrate, nextPendingDue } from './arbiter/arbitrate.ts';
import { applyReceipt } from './arbiter/receipt.ts';
import { askCompanies, followCompany, hearCompany } from './company/apply-company.ts';
import type { Effect } from './effect.ts';
import { erase, ignoreErased } from './erase/erase.ts';
import { forgetErased } from './erase/forget-erased.ts';
import { comesToLife } from './imports/come-to-life.ts';
import { rememberBefore } from './imports/remember-before.ts';
import { isWithdrawn, withdraw } from './imports/withdraw.ts';
import { hearInbound, readInbound } from './inbound/hear-inbound.ts';
import { advanceDueRuns, advanceWatchingRuns, nextRunDue } from './journey/advance.ts';
import { drainReactions } from './journey/drain.ts';
import { enrol, hearAnswer } from './journey/enrol.ts';
import { enterByImport } from './journey/enter-by-import.ts';
import { nextPlanned, settlePlanned } from './journey/planned.ts';
import { reactToHappening, reactToMembership } from './journey/react.ts';
import { countIntoScore, isScoreDue } from './lead-score/lead-score.ts';
import { tellGrade } from './lead-score/tell-grade.ts';
import { absorb } from './merge/absorb.ts';
import { comeBack } from './merge/come-back.ts';
import { departedTo, moveIdentity, withoutDeparted } from './merge/departed.ts';
import { giveBack } from './merge/give-back.ts';
import { forgetKept, keep } from './merge/keep.ts';
import { leave } from './merge/leave.ts';
import { newestAbsorbed } from './merge/newest-absorbed.ts';
import { part } from './merge/part.ts';
import { recount } from './merge/recount.ts';
import { unmerge } from './merge/unmerge.ts';
import { applyAttributes, uniteTags } from './profile/attributes.ts';
import { countIntoTraits, refreshComputed, settleComputed, toldTraits } from './profile/computed/computed-traits.ts';
import { applyConsent, applyUntrustedConsent } from './profile/consent/consent.ts';
import { hearConsentManager } from './profile/consent/consent-manager.ts';
import { applyConsentStimulus } from './profile/consent/consent-orders.ts';
import { nextConsentDue, settleConsents } from './profile/consent/consent-timer.ts';
import { splitConsents } from './profile/consent/said-consent.ts';
import { countEvent } from './profile/flood.ts';
import { isKnownOrder } from './profile/known-orders.ts';
import { followScore, followStage, moveMemberships } from './profile/lifecycle.ts';
import { applyLists } from './profile/lists.ts';
import { observe } from './profile/observe.ts';
import { recordOrder } from './profile/order.ts';
import { recordEvent } from './profile/record-event.ts';
import { isPictureOld, recordProfile } from './profile/record-profile.ts';
import { applyTraits, missingTraits } from './profile/traits.ts';
import type { CompiledRelease } from './release.ts';
import { restrict } from './restriction/restrict.ts';
import { dueSegments, isToLook, nextExpiry } from './segment/memberships.ts';
import { recordHappening } from './segment/record.ts';
import { foldSeed } from './segment/seed/seed.ts';
import { newProfileState, type ProfileState } from './state.ts';
import type { Happening, MembershipChange, Work } from './work.ts';

/** What a step needs besides state and stimulus. The same values for a whole micro-batch, recorded with its commit. */
export interface StepContext {
  readonly now: Instant;
  readonly release: CompiledRelease;
  readonly random: Work['random'];
}

/** `timer`: nothing arrived, but something of hers fell due. Early or repeated ones do no harm. */
export type StepStimulus = ProfileStimulus | { readonly type: 'timer'; readonly profile: string };

export interface StepResult {
  readonly state: ProfileState;
  readonly effects: readonly Effect[];
  readonly facts: readonly Fact[];
}

/**
 * Moves one person's story by one stimulus. Pure: the same arguments give the same result, and no argument is changed.
 * The order is fixed: what she did, then which segments that moves, then what ends, goes on or begins in her journeys,
 * then what has fallen due, then which of the messages that are asked for go out.
 */
export function step(state: ProfileState | undefined, stimulus: StepStimulus, context: StepContext): StepResult {
  if (state?.erased !== undefined) return ignoreErased(state, stimulus, context.now);
  if (stimulus.type === 'erase') return erase(state, stimulus, context.now);
  const before = state ?? newProfileState(stimulus.profile, stimulus.type === 'timer' ? context.now : stimulus.at);
  const work: Work = {
    state: before,
    looked: before,
    pictured: before,
    effects: [],
    facts: [],
    reactions: [],
    now: context.now,
    causedAt: stimulus.type === 'timer' ? context.now : stimulus.receivedAt,
    release: context.release,
    random: context.random,
    imported: stimulus.type === 'seed' || ('imported' in stimulus && stimulus.imported === true),
    ...('import' in stimulus && stimulus.import !== undefined && { import: stimulus.import }),
  };
  const departed = stimulus.type === 'timer' ? undefined : departedTo(work.state, stimulus);
  if (work.state.mergedInto !== undefined && !isForTombstone(stimulus)) {
    forward(work, stimulus, work.state.mergedInto);
  } else if (departed !== undefined) {
    handOn(work, stimulus, departed);
  } else {
    apply(work, stimulus, comesToLife(work, stimulus) || state === undefined);
  }
  if (work.state.mergedInto === undefined) {
    settle(work, state ?? work.state, stimulus);
    if (!work.state.removed && isPictureOld(work)) recordProfile(work, work.now);
  }
  work.state = { ...work.state, absorbed: newestAbsorbed(work.state.absorbed), revision: work.state.revision + 1 };
  return { state: work.state, effects: work.effects, facts: work.facts };
}

/** The earliest moment at which something of hers falls due, or null. */
export function nextDue(state: ProfileState): Instant | null {
  const due = Math.min(
    nextRunDue(state) ?? Number.POSITIVE_INFINITY,
    nextPendingDue(state) ?? Number.POSITIVE_INFINITY,
    nextPlanned(state) ?? Number.POSITIVE_INFINITY,
    nextExpiry(state) ?? Number.POSITIVE_INFINITY,
    nextConsentDue(state) ?? Number.POSITIVE_INFINITY,
    state.computedDue ?? Number.POSITIVE_INFINITY,
    state.scoreDue ?? Number.POSITIVE_INFINITY,
    state.kept?.until ?? Number.POSITIVE_INFINITY,
  );
  return Number.isFinite(due) ? due : null;
}

/** Nobody is merged on so often: whatever keeps a stimulus going must not do so for ever. */
const longestWay = 50;

function isForTombstone({ type }: StepStimulus): boolean {
  return type === 'merge' || type === 'keep' || type === 'unmerge' || type === 'forget';
}

function forward(work: Work, stimulus: StepStimulus, winner: string): void {
  if (stimulus.type === 'timer') {
    const { kept } = work.state;
    if (kept !== undefined && kept.until <= work.now) forgetKept(work);
    return;
  }
  if (stimulus.type === 'absorb' && stimulus.loser === work.state.profile) {
    comeBack(work, stimulus);
    recordProfile(work, stimulus.at);
    return;
  }
  handOn(work, stimulus, winner);
}

function handOn(work: Work, stimulus: StepStimulus, profile: string): void {
  if (stimulus.type === 'timer') return;
  const hops = (stimulus.hops ?? 0) + 1;
  if (hops > longestWay) throw new Error(`Handed on ${hops} times from one merged person to the next`);
  work.effects.push({ type: 'send_stimulus', stimulus: { ...stimulus, profile, hops } });
}

function apply(work: Work, stimulus: StepStimulus, isNew: boolean): void {
  switch (stimulus.type) {
    case 'track':
      countEvent(work);
      applyTrack(work, withoutDeparted(work.state, stimulus), isNew);
      return;
    case 'identify':
      countEvent(work);
      applyIdentify(work, withoutDeparted(work.state, stimulus), isNew);
      return;
    case 'receipt': {
      const happening = applyReceipt(work, stimulus);
      if (happening) react(work, happening, isNew);
      return;
    }
    case 'consent':
      applyConsentStimulus(work, stimulus);
      return;
    case 'attributes':
      applyAttributeChanges(work, stimulus);
      return;
    case 'lists':
      applyListChanges(work, stimulus, isNew);
      return;
    case 'merge':
      leave(work, stimulus);
      return;
    case 'absorb':
      if (!absorb(work, stimulus)) return;
      uniteTags(work, stimulus.document);
      refreshComputed(work);
      recordProfile(work, stimulus.at);
      reactToMembership(work, moveMemberships(work, 'all'));
      return;
    case 'keep':
      keep(work, stimulus);
      return;
    case 'unmerge':
      if (!unmerge(work, stimulus)) return;
      askCompanies(work, stimulus);
      refreshComputed(work);
      recordProfile(work, stimulus.at);
      return;
    case 'part':
      if (!part(work, stimulus)) return;
      refreshComputed(work);
      recordProfile(work, stimulus.at);
      moveMemberships(work, 'all');
      return;
    case 'return':
      giveBack(work, stimulus);
      return;
    case 'recount':
      if (!recount(work, stimulus)) return;
      if (work.state.removed) return;
      refreshComputed(work);
      recordProfile(work, stimulus.at);
      // Who is no longer in a segment by this has not left it just now: nothing reacts.
      moveMemberships(work, 'all');
      return;
    case 'withdraw':
      withdraw(work, stimulus);
      return;
    case 'identity_moved':
      moveIdentity(work, stimulus);
      recordProfile(work, stimulus.at);
      return;
    case 'seed':
      applySeed(work, stimulus);
      return;
    case 'picture':
      // Whoever is gone by now, or was never there, has none.
      if (!isNew && !work.state.removed) recordProfile(work, stimulus.at);
      return;
    case 'forget':
      forgetErased(work, stimulus);
      return;
    case 'restrict':
      restrict(work, stimulus);
      return;
    case 'enrol':
      enrol(work, stimulus);
      return;
    case 'answer':
      hearAnswer(work, stimulus);
      return;
    case 'company':
      if (!hearCompany(work, stimulus)) return;
      recordProfile(work, stimulus.at);
      reactToMembership(work, moveMemberships(work, { traits: [] }));
      return;
    case 'erase':
    case 'timer':
      return;
    case 'company_told':
    case 'company_member':
      throw new Error(`A ${stimulus.type} stimulus is for a company`);
  }
}

function applyTrack(work: Work, stimulus: TrackStimulus, isNew: boolean): void {
  if (isWithdrawn(work, stimulus)) return;
  if (isKnownOrder(work, stimulus)) {
    applyRepeat(work, stimulus);
    return;
  }
  const said = readInbound(work, stimulus);
  const { name, at } = stimulus;
  const properties = said?.properties ?? stimulus.properties;
  recordEvent(work, stimulus, name, properties);
  const { identityAdded } = observe(work, stimulus);
  const movesCompanies = followCompany(work, stimulus);
  if (isNew || identityAdded || movesCompanies) recordProfile(work, stimulus.at);
  hearConsentManager(work, stimulus);
  recordOrder(work, stimulus);
  const answer = said && hearInbound(work, stimulus, said);
  react(work, { name, properties, at, ...(said?.heard && { inbound: said.heard }) }, isNew);
  if (answer) react(work, answer, false);
}

/** An order that was told before is no second event, neither to segments nor to journeys. Whose it is may still be news. */
function applyRepeat(work: Work, stimulus: TrackStimulus): void {
  const { identityAdded } = observe(work, stimulus);
  if (identityAdded) recordProfile(work, stimulus.at);
  const { profile } = work.state;
  work.facts.push({ type: 'drop', profile, at: work.now, id: stimulus.id, reason: 'duplicate', detail: 'order' });
}

function applyIdentify(work: Work, stimulus: IdentifyStimulus, isNew: boolean): void {
  if (isWithdrawn(work, stimulus)) return;
  const before = work.state.traits;
  const place = work.facts.length;
  recordEvent(work, stimulus, 'identify', stimulus.traits);
  const { identityAdded, onlyFills } = observe(work, stimulus);
  const { changes, traits: said } = splitConsents(stimulus.traits, stimulus.context);
  const traits = toldTraits(work, said);
  const changed = applyTraits(work, onlyFills ? missingTraits(work, traits) : traits, stimulus.id);
  if (stimulus.import !== undefined) rememberBefore(work, place, before, changed);
  // Who has just given her address can be asked there to confirm.
  if (stimulus.trusted) applyConsent(work, changes, stimulus.at, work.imported ? 'import' : 'identify');
  else applyUntrustedConsent(work, changes, stimulus.at);
  hearConsentManager(work, stimulus);
  if (isNew || identityAdded || changed.length > 0) recordProfile(work, stimulus.at);
  const moved = isNew
    ? moveMemberships(work, 'all')
    : changed.length > 0
      ? moveMemberships(work, { traits: changed })
      : [];
  if (moved.length > 0) reactToMembership(work, moved);
}

/**
 * Segments first, so that a journey's condition sees the membership that this very event brought. A new person is held
 * against every segment, because "never" and "is not" hold for her already.
 */
function react(work: Work, happening: Happening, isNew: boolean): void {
  recordHappening(work, happening);
  const traits = countIntoTraits(work, happening);
  countIntoScore(work, happening);
  if (traits.length > 0) recordProfile(work, happening.at);
  const changes: readonly MembershipChange[] = moveMemberships(work, isNew ? 'all' : { happening, traits });
  reactToHappening(work, happening);
  if (changes.length > 0) reactToMembership(work, changes);
}

function applyAttributeChanges(work: Work, stimulus: AttributesStimulus): void {
  const changes = applyAttributes(work, stimulus);
  if (changes.length === 0) return;
  recordProfile(work, stimulus.at);
  for (const { trait, happening } of changes) {
    const { profile } = work.state;
    const { name, properties, at } = happening;
    work.facts.push({
      ...{ type: 'event', profile, at, id: `${stimulus.id}:${trait}`, name, kind: 'track', identity: null },
      ...{ properties, url: '', imported: work.imported, receivedAt: stimulus.receivedAt },
    });
    react(work, happening, false);
    reactToMembership(work, moveMemberships(work, { traits: [trait] }));
  }
}

function applyListChanges(work: Work, stimulus: ListsStimulus, isNew: boolean): void {
  for (const happening of applyLists(work, stimulus)) {
    const { profile } = work.state;
    const { name, at, properties: on } = happening;
    const properties = { ...on, actor: stimulus.actor };
    work.facts.push({
      ...{ type: 'event', profile, at, id: `${stimulus.id}:${on.list}`, name, kind: 'track', identity: null },
      ...{ properties, url: '', imported: work.imported, receivedAt: stimulus.receivedAt },
    });
    react(work, { name, at, properties }, isNew);
  }
}

/** Who belongs to a new segment by what happened before it was published has not entered it just now: nothing reacts. */
function applySeed(work: Work, stimulus: SeedStimulus): void {
  const folded = foldSeed(work, stimulus);
  if (folded !== 'stale_seed') {
    followStage(work, folded);
    const traits = refreshComputed(work);
    followStage(work, followScore(work, []));
    if (traits.length === 0) return;
    recordProfile(work, work.now);
    moveMemberships(work, { traits });
    return;
  }
  const { profile } = work.state;
  work.facts.push({ type: 'drop', profile, at: work.now, id: stimulus.id, reason: 'stale_seed', detail: '' });
}

/** What has fallen due by now, then the messages that are asked for. */
function settle(work: Work, before: ProfileState, stimulus: StepStimulus): void {
  settleConsents(work);
  const traits = settleComputed(work);
  if (traits.length > 0) {
    recordProfile(work, work.now);
    reactToMembership(work, moveMemberships(work, { traits }));
  }
  if (isToLook(work) || isScoreDue(work)) reactToMembership(work, moveMemberships(work, { traits: [] }));
  const expired = dueSegments(work.state, work.now);
  if (expired.length > 0) reactToMembership(work, moveMemberships(work, { segments: expired }));
  tellGrade(work, stimulus);
  enterByImport(work);
  settlePlanned(work, before);
  advanceDueRuns(work);
  advanceWatchingRuns(work);
  drainReactions(work, (happening) => react(work, happening, false));
  arbitrate(work);
}
