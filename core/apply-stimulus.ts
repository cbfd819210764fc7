import type {
  AttributesStimulus,
  IdentifyStimulus,
  ListsStimulus,
  SeedStimulus,
  TrackStimulus,
} from '#contracts/stimulus.ts';
import { applyReceipt } from './arbiter/receipt.ts';
import { askCompanies, followCompany, hearCompany } from './company/apply-company.ts';
import { forgetErased } from './erase/forget-erased.ts';
import { rememberBefore } from './imports/remember-before.ts';
import { isWithdrawn, withdraw } from './imports/withdraw.ts';
import { hearInbound, readInbound } from './inbound/hear-inbound.ts';
import { enrol, hearAnswer } from './journey/enrol.ts';
import { reactToMembership } from './journey/react.ts';
import { absorb } from './merge/absorb.ts';
import { moveIdentity, withoutDeparted } from './merge/departed.ts';
import { giveBack } from './merge/give-back.ts';
import { keep } from './merge/keep.ts';
import { leave } from './merge/leave.ts';
import { part } from './merge/part.ts';
import { recount } from './merge/recount.ts';
import { unmerge } from './merge/unmerge.ts';
import { applyAttributes, uniteTags } from './profile/attributes.ts';
import { refreshComputed, toldTraits } from './profile/computed/computed-traits.ts';
import { applyConsent, applyUntrustedConsent } from './profile/consent/consent.ts';
import { hearConsentManager } from './profile/consent/consent-manager.ts';
import { applyConsentStimulus } from './profile/consent/consent-orders.ts';
import { splitConsents } from './profile/consent/said-consent.ts';
import { countEvent } from './profile/flood.ts';
import { isKnownOrder } from './profile/known-orders.ts';
import { followScore, followStage, moveMemberships } from './profile/lifecycle.ts';
import { applyLists } from './profile/lists.ts';
import { observe } from './profile/observe.ts';
import { recordOrder } from './profile/order.ts';
import { recordEvent } from './profile/record-event.ts';
import { recordProfile } from './profile/record-profile.ts';
import { applyTraits, missingTraits } from './profile/traits.ts';
import { react } from './react.ts';
import { restrict } from './restriction/restrict.ts';
import { foldSeed } from './segment/seed/seed.ts';
import type { StepStimulus } from './step.ts';
import type { Work } from './work.ts';

/** What she did or what was done for her, by its kind. What it moves and what falls due are looked at by the step. */
export function applyStimulus(work: Work, stimulus: StepStimulus, isNew: boolean): void {
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
