import type { Instant } from '#contracts/identifiers.ts';
import type { Consent, ProfileState } from '../../state.ts';
import type { Work } from '../../work.ts';
import { askToConfirm, remindAt } from './consent-confirmation.ts';
import { recordConsent } from './consent-fact.ts';
import { endOf } from './consent-standing.ts';

/**
 * Writes down what has ended by itself, reminds those who have not confirmed, and notes when to look again. The gates
 * judge by the clock, so nothing goes out in between, also where the settings were changed since.
 */
export function settleConsents(work: Work): void {
  const { state } = work;
  if (state.consents.length === 0 && !state.doNotContact && state.consentDue === undefined) return;
  endConsents(work);
  remind(work);
  endDoNotContact(work);
  const { consentDue: before, ...rest } = work.state;
  const due = nextLook(work);
  // Activity moves the end with every event. Coming up too early does no harm, and writes less.
  const kept = before !== undefined && due !== undefined && before > work.now && before <= due ? before : due;
  if (kept !== before) work.state = kept === undefined ? rest : { ...rest, consentDue: kept };
}

export function nextConsentDue({ consentDue }: ProfileState): Instant | undefined {
  return consentDue;
}

function endConsents(work: Work): void {
  const { settings } = work.release.source;
  const over = work.state.consents.filter((consent) => (endOf(consent, work.state, settings) ?? Infinity) <= work.now);
  if (over.length === 0) return;
  for (const { channel, topic, status } of over) {
    const detail = status === 'pending' ? 'never_confirmed' : '';
    const record = { kind: 'consent', channel, topic: topic ?? '', status: 'lapsed', source: 'timer', detail } as const;
    recordConsent(work, record, work.now);
  }
  const consents = work.state.consents.map((consent) => (over.includes(consent) ? lapsed(consent, work.now) : consent));
  work.state = { ...work.state, consents };
}

function lapsed({ channel, topic }: Consent, at: Instant): Consent {
  return { channel, ...(topic !== undefined && { topic }), status: 'lapsed', at, source: 'timer' };
}

function remind(work: Work): void {
  const toRemind = work.state.consents.filter((consent) => (remindAt(work, consent) ?? Infinity) <= work.now);
  if (toRemind.length > 0) askToConfirm(work, toRemind);
}

function endDoNotContact(work: Work): void {
  const { doNotContact, ...rest } = work.state;
  if (doNotContact?.until === undefined || doNotContact.until > work.now) return;
  const record = { kind: 'do_not_contact', status: 'ended', source: 'timer', detail: doNotContact.scope } as const;
  recordConsent(work, record, doNotContact.until);
  work.state = rest;
}

function nextLook(work: Work): Instant | undefined {
  const { state } = work;
  const { settings } = work.release.source;
  const times = state.consents.flatMap((consent) => [endOf(consent, state, settings), remindAt(work, consent)]);
  const ahead = [...times, state.doNotContact?.until].filter((at) => at !== undefined);
  return ahead.length === 0 ? undefined : Math.min(...ahead);
}
