import type { Instant } from '#contracts/identifiers.ts';
import { days } from '../duration.ts';
import type { ProfileState, Send } from '../state.ts';

export interface Attribution {
  readonly send: Send;
  readonly touch: 'clicked' | 'opened';
  readonly touchedAt: Instant;
}

/**
 * The marketing message that an order at `at` followed: the last one clicked within so many days before, else the last
 * one opened. Transactional messages earn nothing: who opens an order confirmation has bought already.
 */
export function attributeOrder(state: ProfileState, at: Instant, withinDays: number): Attribution | undefined {
  const since = at - days(withinDays);
  return lastTouch(state, 'clicked', since, at) ?? lastTouch(state, 'opened', since, at);
}

function lastTouch(
  state: ProfileState,
  touch: Attribution['touch'],
  since: Instant,
  until: Instant,
): Attribution | undefined {
  let last: Attribution | undefined;
  for (const send of state.sends) {
    const touchedAt = touch === 'clicked' ? send.clickedAt : send.openedAt;
    const counts = send.purpose === 'marketing' && touchedAt !== undefined && touchedAt > since && touchedAt <= until;
    if (counts && (!last || touchedAt >= last.touchedAt)) {
      last = { send, touch, touchedAt };
    }
  }
  return last;
}
