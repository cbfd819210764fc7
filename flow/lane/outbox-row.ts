import { hash } from 'node:crypto';
import type { OutboxToWrite } from '#components/store/port/lane.ts';
import type { Instant, WorkspaceId } from '#contracts/identifiers.ts';
import { type CancelDeliveryEffect, deliveryClasses, type Effect } from '#core/effect.ts';
import { laneOf } from '#core/lane.ts';

/**
 * The outbox row of an effect, in the lane of the person that it is about. Its id follows from what caused it, so that
 * a batch that is run again after a crash writes the same row.
 */
export function outboxRow(
  workspace: WorkspaceId,
  effect: Exclude<Effect, CancelDeliveryEffect>,
  now: Instant,
): OutboxToWrite {
  if (effect.type === 'deliver') {
    return {
      lane: laneOf(workspace, effect.profile),
      workspace,
      profile: effect.profile,
      id: effect.delivery,
      kind: 'deliver',
      rank: deliveryClasses.indexOf(effect.class),
      notBefore: effect.notBefore,
      body: JSON.stringify(effect),
    };
  }
  if (effect.type === 'suppress_address') {
    const { profile } = effect;
    return {
      lane: laneOf(workspace, profile),
      workspace,
      profile,
      id: uuidOf(`${workspace}:${profile}:${effect.type}:${effect.id}`),
      kind: 'suppress_address',
      rank: 0,
      notBefore: now,
      body: JSON.stringify(effect),
    };
  }
  if (effect.type === 'ask') {
    const { profile } = effect;
    // Other systems may be slow: what the database answers does not wait behind them.
    const kind = effect.what.kind === 'webhook' ? 'call' : 'ask';
    return {
      ...{ lane: laneOf(workspace, profile), workspace, profile, id: effect.id, kind, rank: 0, notBefore: now },
      body: JSON.stringify(effect),
    };
  }
  const { stimulus } = effect;
  return {
    lane: laneOf(workspace, stimulus.profile),
    workspace,
    profile: stimulus.profile,
    id: uuidOf(`${workspace}:${stimulus.profile}:${stimulus.type}:${stimulus.id}:${stimulus.hops ?? 0}`),
    kind: 'send_stimulus',
    rank: 0,
    notBefore: now,
    body: JSON.stringify(stimulus),
  };
}

function uuidOf(text: string): string {
  return hash('md5', text).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
