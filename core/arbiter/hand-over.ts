import type { Instant } from '#contracts/identifiers.ts';
import type { HoldReason } from '#contracts/reason.ts';
import type { DeliverEffect } from '../effect.ts';
import type { CompiledRelease } from '../release.ts';
import type { ProfileState } from '../state.ts';
import { passGates } from './gates/index.ts';
import { addressOn } from './gates/reachability.ts';

/** `retryAt` is set where the no is only a "not now" that ends while the message is still valid. */
export type HandOver =
  | { readonly ok: true; readonly address: string }
  | { readonly ok: false; readonly reason: HoldReason; readonly retryAt?: Instant };

/**
 * Looks again right before sending: between decision and hand-over she may have unsubscribed or bought, the night may
 * have begun, the settings may have changed. `state` is that of the person of today, after any merge.
 */
export function checkHandOver(
  state: ProfileState,
  release: CompiledRelease,
  effect: DeliverEffect,
  now: Instant,
): HandOver {
  const send = state.sends.find((one) => one.delivery === effect.delivery);
  if (send?.cancelling || send?.status === 'released') {
    return { ok: false, reason: 'journey_exited' };
  }
  if (now > effect.notAfter) {
    return { ok: false, reason: 'expired' };
  }
  const message = release.messages.get(effect.message);
  if (!message) {
    return { ok: false, reason: 'no_variant' };
  }
  const { settings } = release.source;
  const { channel, delivery } = effect;
  const gate = passGates({ state, settings, message, channel, now, failed: [], delivery });
  const address = addressOn(state, channel);
  if (gate.outcome === 'passed' && address !== undefined) {
    return { ok: true, address };
  }
  const reason = gate.outcome === 'passed' ? 'unreachable' : gate.outcome;
  const retryAt = gate.until !== undefined && gate.until <= effect.notAfter ? gate.until : undefined;
  return retryAt === undefined ? { ok: false, reason } : { ok: false, reason, retryAt };
}
