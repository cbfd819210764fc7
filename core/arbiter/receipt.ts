import type { ReceiptStimulus } from '#contracts/stimulus.ts';
import { applyConsent } from '../profile/consent/consent.ts';
import { engagementHappening } from '../segment/engagement.ts';
import { shortHash } from '../stable-id.ts';
import type { ProfileState, Send } from '../state.ts';
import type { Happening, Work } from '../work.ts';
import { askCappedAgain } from './arbitrate.ts';
import { withoutFallback } from './prune.ts';
import { receiptEffects } from './receipt-effects.ts';
import { requestMessage } from './request.ts';
import { suppressAfter } from './suppress.ts';

/** A scanner that follows every link of a long mail must not grow the document. */
const mostReceipts = 30;

/**
 * Takes in what became of a delivery. Returns the engagement that segments and journeys may react to: one for each
 * message fact of a kind that counts as engagement, so that both evaluators of segments count the same.
 */
export function applyReceipt(work: Work, receipt: ReceiptStimulus): Happening | undefined {
  const send = work.state.sends.find((one) => one.delivery === receipt.delivery);
  obey(work, receipt, send);
  if (!send) {
    const { id, kind, channel, delivery } = receipt;
    drop(work, receipt, 'unknown_delivery', `${kind} ${channel} ${delivery} ${id}`);
    return undefined;
  }
  const key = receiptKey(receipt);
  const isTooMuch = receipt.kind === 'clicked' && send.receipts.length >= mostReceipts;
  if (send.receipts.includes(key) || isTooMuch) {
    drop(work, receipt, 'duplicate', `${receipt.kind} ${receipt.delivery}`);
    return undefined;
  }
  recordReceipt(work, receipt, send);
  const updated = updateSend(work, receipt, send, key);
  replaceSend(work, send, updated);
  if (updated.status === 'released' && send.status !== 'released') askCappedAgain(work);
  noteActivity(work, receipt);
  if (receiptEffects[receipt.kind].fallsBack(receipt)) {
    fallBack(work, updated);
  }
  return engagement(receipt, send);
}

/** A click is told apart by its link, and a bounce for good is news after one that was not. */
function receiptKey({ kind, link, permanent }: ReceiptStimulus): string {
  if (kind === 'bounced' && permanent) return 'bounced:permanent';
  return kind === 'clicked' && link ? `clicked:${shortHash(8, link)}` : kind;
}

/** A no counts however late it comes: also for a message long forgotten, and also when it is said again. */
function obey(work: Work, receipt: ReceiptStimulus, send: Send | undefined): void {
  const { channel, at, kind, permanent } = receipt;
  if (kind === 'complained' || permanent) {
    suppressAfter(work, receipt, kind === 'complained' ? 'complained' : 'bounced');
  }
  if (kind === 'unsubscribed') {
    const topic = send && work.release.messages.get(send.message)?.topic;
    applyConsent(work, [{ channel, status: 'denied', ...(topic !== undefined && { topic }) }], at, 'one_click');
  }
}

function updateSend(work: Work, receipt: ReceiptStimulus, send: Send, key: string): Send {
  const { kind, at } = receipt;
  const effects = receiptEffects[kind];
  const status = effects.status(send.status, receipt);
  const handedOver = send.status === 'reserved' && status === 'handed_over';
  const updated: Send = {
    ...send,
    status,
    receipts: [...send.receipts, key],
    // From here on the caps count it from the moment when it really went out.
    ...(handedOver && { at: work.now }),
    ...(kind === 'opened' && send.openedAt === undefined && { openedAt: at }),
    ...(kind === 'clicked' && send.clickedAt === undefined && { clickedAt: at }),
  };
  return effects.arrived ? withoutFallback(updated) : updated;
}

function replaceSend(work: Work, send: Send, by: Send): void {
  work.state = { ...work.state, sends: work.state.sends.map((other) => (other === send ? by : other)) };
}

function noteActivity(work: Work, { kind, channel, at }: ReceiptStimulus): void {
  if (kind === 'opened' || kind === 'clicked' || kind === 'replied') {
    const activity: ProfileState['activity'] = work.state.activity;
    work.state = { ...work.state, activity: { ...activity, [channel]: Math.max(activity[channel] ?? 0, at) } };
  }
}

/** Asks for the same message again without the channel that failed, while it is valid and nothing called it back. */
function fallBack(work: Work, send: Send): void {
  if (!send.fallback || send.cancelling || send.expiresAt <= work.now) {
    return;
  }
  const { message, journey, version, run, node, expiresAt, channel, key } = send;
  const { requestedAt, failed, ...words } = send.fallback;
  replaceSend(work, send, withoutFallback(send));
  requestMessage(
    work,
    { message, journey, version, run, node, ...words, ...(key !== undefined && { key }) },
    { requestedAt, expiresAt, failed: [...failed, channel] },
  );
}

/** The kinds of receipt that segments may count; analytics/segment/happenings-sql.ts has the same. */
function engagement({ kind, channel, at }: ReceiptStimulus, { message, journey }: Send): Happening | undefined {
  switch (kind) {
    case 'handed_over':
      return engagementHappening('sent', { channel, message, journey, at });
    case 'delivered':
    case 'opened':
    case 'clicked':
    case 'replied':
    case 'bounced':
    case 'complained':
    case 'unsubscribed':
      return engagementHappening(kind, { channel, message, journey, at });
    case 'accepted':
    case 'failed':
    case 'expired':
    case 'cancelled':
    case 'held_back':
      return undefined;
  }
}

function recordReceipt(work: Work, receipt: ReceiptStimulus, send: Send): void {
  work.facts.push({
    type: 'message',
    profile: work.state.profile,
    at: receipt.at,
    delivery: send.delivery,
    journey: send.journey,
    run: send.run,
    node: send.node,
    message: send.message,
    channel: receipt.channel,
    provider: receipt.provider ?? '',
    kind: receipt.kind,
    reason: receipt.reason ?? '',
    link: receipt.link ?? '',
  });
}

function drop(work: Work, { id }: ReceiptStimulus, reason: 'duplicate' | 'unknown_delivery', detail: string): void {
  work.facts.push({ type: 'drop', profile: work.state.profile, at: work.now, id, reason, detail });
}
