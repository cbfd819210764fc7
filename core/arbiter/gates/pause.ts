import { type Answer, passed, type Question } from './gate.ts';

/** A pause ends what was asked for during it: it would be a pile of old news on the day after. */
export function pauseGate({ state, message, now }: Question): Answer {
  const isPaused = state.pausedUntil !== undefined && state.pausedUntil > now;
  return isPaused && message.purpose === 'marketing' ? { outcome: 'paused' } : passed;
}
