import type { Instant } from '#contracts/identifiers.ts';
import type { FrequencyCap, WorkspaceSettings } from '#contracts/settings.ts';
import { days, hours } from '../duration.ts';
import type { ProfileState, Send } from '../state.ts';
import { isAwaited } from './gates/frequency-cap.ts';

/** Receipts come for a month: people open late, and hard bounces can take days. */
const receiptsFor = days(30);
const mostSends = 200;

/** Drops sends that no cap, attribution or receipt asks for any more, and what is only needed while a message is valid. */
export function pruneSends(state: ProfileState, settings: WorkspaceSettings, now: Instant): ProfileState {
  const { frequencyCaps, attributionDays } = settings;
  const longest = Math.max(receiptsFor, days(attributionDays), ...frequencyCaps.map((cap) => hours(cap.hours)));
  const recent = state.sends.filter((send) => send.at > now - longest || isAwaited(send, now));
  const needed = recent.length > mostSends ? newestAndCounted(recent, frequencyCaps) : recent;
  return { ...state, sends: needed.map((send) => (send.expiresAt < now ? withoutFallback(send) : send)) };
}

/** However many others came since, as of orders and deliveries, what a cap counts stays: as many as fill it are enough. */
function newestAndCounted(sends: readonly Send[], caps: readonly FrequencyCap[]): readonly Send[] {
  const kept = new Set(sends.slice(-mostSends));
  const counted = sends.filter((send) => send.purpose === 'marketing' && send.status !== 'released');
  for (const { channel, messages } of caps) {
    const under = channel === undefined ? counted : counted.filter((send) => send.channel === channel);
    for (const send of under.slice(-messages)) kept.add(send);
  }
  return sends.filter((send) => kept.has(send));
}

export function withoutFallback(send: Send): Send {
  const { fallback, ...rest } = send;
  return fallback ? rest : send;
}
