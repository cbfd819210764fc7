import type { Instant } from '#contracts/identifiers.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
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
  const most = Math.max(mostSends, ...frequencyCaps.map((cap) => cap.messages));
  const needed = state.sends.filter((send) => send.at > now - longest || isAwaited(send, now)).slice(-most);
  return { ...state, sends: needed.map((send) => (send.expiresAt < now ? withoutFallback(send) : send)) };
}

export function withoutFallback(send: Send): Send {
  const { fallback, ...rest } = send;
  return fallback ? rest : send;
}
