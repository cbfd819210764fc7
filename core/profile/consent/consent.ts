import type { ConsentProof } from '#contracts/consent/consent.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { ConsentChange } from '#contracts/stimulus.ts';
import type { Consent } from '../../state.ts';
import type { Work } from '../../work.ts';
import { asksAgain, askToConfirm, awaitConfirmation } from './consent-confirmation.ts';
import { recordConsent } from './consent-fact.ts';
import { consentRuleOf } from './consent-rule.ts';
import { newestWord, standingOf } from './consent-standing.ts';
import type { SaidConsent } from './said-consent.ts';

/** Words about topics that the settings do not know yet may come before them, but senders can make up as many as they like. */
const mostUnknown = 100;

/** Where a person herself says what she wants, by a link that only she has or from her own address. */
const ownWords: readonly string[] = ['one_click', 'preference_page', 'keyword'];

export function isOwnWord({ source }: Pick<Consent, 'source'>): boolean {
  return ownWords.includes(source);
}

/**
 * The newest word per channel and topic stands; an older one that arrives late changes nothing. A yes that needs to be
 * confirmed waits, and she is asked. Every word leaves a fact with its proof, unless it only repeats what holds.
 */
export function applyConsent(
  work: Work,
  changes: readonly (ConsentChange & Pick<SaidConsent, 'proof' | 'source'>)[],
  at: Instant,
  source: string,
  proof?: ConsentProof,
): void {
  const toAsk: Consent[] = [];
  for (const { proof: own, source: named, ...said } of changes) {
    const from = named ?? source;
    const held = heldWord(work, said);
    const change = from === 'double_opt_in' ? { ...untilThen(held), ...said } : said;
    const shown = own ?? proof;
    if (from === 'double_opt_in' && held?.status !== 'pending') continue;
    if (!held && isTooMuch(work, change)) continue;
    if (held && held.at > at) {
      recordWord(work, change, change.status, at, from, shown);
      continue;
    }
    const next = nextWord(work, held, change, at, from);
    replaceWord(work, change, next);
    if (next.status === 'pending' && (held?.status !== 'pending' || asksAgain(held, work.now))) toAsk.push(next);
    // Each import leaves its own fact, by which it is known what stands without it.
    const isRepeat =
      work.import === undefined &&
      held?.status === next.status &&
      held.source === from &&
      (shown === undefined || held.at === at);
    if (!isRepeat) recordWord(work, change, next.status, at, from, shown, held);
  }
  if (toAsk.length > 0) askToConfirm(work, toAsk);
}

/**
 * Words that came with the public write key, which anybody can send. A no counts, but stays hers where she said it
 * before. A yes does not go against what she refused herself, nor against her complaint.
 */
export function applyUntrustedConsent(
  work: Work,
  changes: readonly SaidConsent[],
  at: Instant,
  source = 'identify',
): void {
  for (const { confirmed: _, source: __, proof: shown, ...rest } of changes) {
    const change = { ...rest, ...(shown && { proof: { ...shown, actor: undefined } }) };
    const { channel, topic, status } = change;
    const refusals = work.state.consents.filter(
      (held) => held.channel === channel && held.status === 'denied' && isOwnWord(held),
    );
    if (status === 'denied') {
      const own = refusals.find((held) => held.topic === topic);
      applyConsent(work, [change], at, own?.source ?? source);
      continue;
    }
    const isRefused = refusals.some((held) => held.topic === undefined || held.topic === topic);
    const isComplaint = work.state.suppressions.some(
      (held) => held.channel === channel && held.reason === 'complained',
    );
    if (!isRefused && !isComplaint) applyConsent(work, [change], at, source);
  }
}

function nextWord(
  work: Work,
  held: Consent | undefined,
  { channel, topic, status, confirmed, expiresAt }: ConsentChange,
  at: Instant,
  source: string,
): Consent {
  const word = { channel, ...(topic !== undefined && { topic }), at, source };
  if (status === 'denied') return { ...word, status };
  const granted: Consent = { ...word, status, ...(expiresAt !== undefined && { expiresAt }) };
  const isShown = confirmed === true || source === 'double_opt_in' || isConfirmed(work, held, channel);
  const mustConfirm = consentRuleOf(work.release.source.settings, channel, topic).doubleOptIn && !isShown;
  return mustConfirm ? awaitConfirmation(work, granted, held) : granted;
}

/** She has a yes that stands, for this or for the whole channel: the address was hers then. */
function isConfirmed(work: Work, held: Consent | undefined, channel: Consent['channel']): boolean {
  const { settings } = work.release.source;
  return [held, newestWord(work.state, channel, undefined)].some(
    (word) => word !== undefined && standingOf(word, work.state, settings, work.now) === 'granted',
  );
}

/** Who confirms agrees to what she was asked, and not for longer. */
function untilThen(held: Consent | undefined): Pick<ConsentChange, 'expiresAt'> {
  return held?.expiresAt === undefined ? {} : { expiresAt: held.expiresAt };
}

function isTooMuch({ state, release }: Work, { topic }: ConsentChange): boolean {
  const isUnknown = topic !== undefined && !release.source.settings.topics.some(({ id }) => id === topic);
  return isUnknown && state.consents.length >= mostUnknown;
}

function heldWord({ state }: Work, { channel, topic }: ConsentChange): Consent | undefined {
  return state.consents.find((held) => held.channel === channel && held.topic === topic);
}

function replaceWord(work: Work, { channel, topic }: ConsentChange, by: Consent): void {
  const others = work.state.consents.filter((held) => held.channel !== channel || held.topic !== topic);
  work.state = { ...work.state, consents: [...others, by] };
}

function recordWord(
  work: Work,
  { channel, topic, expiresAt }: ConsentChange,
  status: Consent['status'],
  at: Instant,
  source: string,
  proof: ConsentProof | undefined,
  held?: Consent,
): void {
  const until = expiresAt ?? 0;
  const before = work.import === undefined || held === undefined ? {} : { before: JSON.stringify(held) };
  recordConsent(work, { kind: 'consent', channel, topic: topic ?? '', status, source, until, ...before }, at, proof);
}
