import type { WorkspaceSettings } from '#contracts/settings.ts';
import type { TrackStimulus } from '#contracts/stimulus.ts';
import { shortHash } from '../stable-id.ts';
import type { Work } from '../work.ts';
import { orderOf } from './order.ts';

/** Of a person's orders and refunds the last so many are recognised. A repeat comes within minutes, or with a few days' exports. */
const keptOrders = 100;

/** 41 bits each: among the hundred of one person no two are ever taken for each other. */
const hashLength = 8;

/**
 * Whether an order, or a refund of one, was told before, under whatever message id: a browser and a server may both tell
 * it. The first word stands. Of several refunds of an order those with an id of their own, or with another amount, are
 * others. What names no order is never a repeat.
 */
export function isKnownOrder(work: Work, stimulus: TrackStimulus): boolean {
  const key = knownOrderKey(work.release.source.settings, stimulus);
  if (key === undefined) return false;
  const known = work.state.knownOrders ?? [];
  if (known.includes(key)) return true;
  work.state = { ...work.state, knownOrders: [...known, key].slice(-keptOrders) };
  return false;
}

/** By which an order, or a refund of one, is recognised. Undefined where the event names none. */
export function knownOrderKey(
  settings: Pick<WorkspaceSettings, 'orderEvent'>,
  told: Pick<TrackStimulus, 'name' | 'properties'>,
): string | undefined {
  const order = orderOf(settings, told);
  if (order?.id === undefined) return undefined;
  return shortHash(hashLength, order.refund ? `refund ${order.refundId ?? order.value}` : 'order', order.id);
}

/** Of two people who turn out to be one. What both were told of was counted twice by then. */
export function uniteKnownOrders(own: readonly string[] = [], other: readonly string[] = []): readonly string[] {
  return [...new Set([...other, ...own])].slice(-keptOrders);
}
