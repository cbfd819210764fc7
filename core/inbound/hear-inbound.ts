import { longestInboundText } from '#contracts/inbound/inbound.ts';
import type { JsonObject } from '#contracts/json.ts';
import type { ReceiptStimulus, TrackStimulus } from '#contracts/stimulus.ts';
import { askPendingAgain } from '../arbiter/arbitrate.ts';
import { cancelMessages } from '../arbiter/cancel.ts';
import { applyReceipt } from '../arbiter/receipt.ts';
import { sendOwn } from '../arbiter/send-own.ts';
import { days, hours } from '../duration.ts';
import { applyConsent } from '../profile/consent/consent.ts';
import { stableUuid } from '../stable-id.ts';
import type { Send } from '../state.ts';
import type { Happening, Work } from '../work.ts';
import { type FoundKeyword, findKeyword, inboundSettingsOf } from './keyword.ts';
import type { InboundMessage } from './match.ts';
import { isKeywordReply, keywordReplyId } from './reply-message.ts';

/** An SMS names no message that it answers: it answers the last one there, if that is not too long ago. */
const answersWithin = days(3);

/** A machine at the other end that answers our answer must not keep the two of us busy. */
const repliesAtMost = 3;
const repliesCountFor = hours(24);
const replyValidFor = hours(1);

/** A message of hers, understood. */
export interface SaidInbound {
  readonly properties: JsonObject;
  readonly keyword: FoundKeyword | undefined;
  /** The message of ours that she answered. */
  readonly answered: Send | undefined;
  /** What journeys listen to; a word by which she leaves or asks for help is no answer to any of them. */
  readonly heard: InboundMessage | undefined;
}

/** What a message of hers says beside its words; undefined for any other event. Changes nothing. */
export function readInbound(work: Work, { inbound, properties, at }: TrackStimulus): SaidInbound | undefined {
  if (inbound === undefined) return undefined;
  const { channel } = inbound;
  const text = typeof properties.text === 'string' ? properties.text.slice(0, longestInboundText) : '';
  const named = work.state.sends.find(({ delivery }) => delivery === inbound.delivery);
  const answered = named ?? work.state.sends.findLast((send) => isAnswered(send, channel, at));
  const found = findKeyword(inboundSettingsOf(work.release.source.settings), channel, text);
  // The sender of a mail is easily forged: a yes counts only as an answer to a message that she alone has.
  const isForgeable = found?.action === 'opt_in' && channel === 'email' && named === undefined;
  const keyword = isForgeable ? undefined : found;
  return {
    keyword,
    answered,
    heard: keyword === undefined || keyword.action === 'opt_in' ? { channel, text } : undefined,
    properties: {
      ...properties,
      text,
      ...(keyword && { keywordAction: keyword.action }),
      ...(answered && { answeredDelivery: answered.delivery, answeredMessage: answered.message }),
      ...(answered && answered.journey !== '' && { answeredJourney: answered.journey }),
    },
  };
}

/** What we answered ourselves asks nothing. */
function isAnswered({ channel, status, at, journey }: Send, on: Send['channel'], then: number): boolean {
  return journey !== '' && channel === on && status === 'handed_over' && at <= then && then - at <= answersWithin;
}

/**
 * Obeys a word of the workspace's own, before any journey hears of the message, and notes where she is active. Returns the
 * engagement with the message of ours that she answered.
 */
export function hearInbound(
  work: Work,
  stimulus: TrackStimulus,
  { keyword, answered, properties }: SaidInbound,
): Happening | undefined {
  const { inbound, at } = stimulus;
  if (inbound === undefined) return undefined;
  const { channel } = inbound;
  if (keyword !== undefined) obey(work, stimulus, channel, keyword, properties);
  if (keyword?.action === 'opt_out') return undefined;
  const { activity } = work.state;
  work.state = { ...work.state, activity: { ...activity, [channel]: Math.max(activity[channel] ?? 0, at) } };
  // The first answer counts as engagement; more of them are a talk.
  if (answered === undefined || answered.receipts.includes('replied')) return undefined;
  return applyReceipt(work, replied(work, stimulus, answered));
}

function obey(
  work: Work,
  { id, at }: TrackStimulus,
  channel: Send['channel'],
  { action, language }: FoundKeyword,
  { text, from }: JsonObject,
): void {
  const proof = {
    ...(typeof text === 'string' && { text: text.slice(0, 200) }),
    ...(typeof from === 'string' && { address: from.slice(0, 320) }),
    ...{ language, inboundMessage: id.slice(0, 200) },
  };
  if (action === 'opt_out') {
    applyConsent(work, [{ channel, status: 'denied' }], at, 'keyword', proof);
    cancelMessages(work, (one) => 'channel' in one && one.channel === channel && one.purpose === 'marketing');
    askPendingAgain(work);
  }
  if (action === 'opt_in') applyConsent(work, [{ channel, status: 'granted', confirmed: true }], at, 'keyword', proof);
  answer(work, id, channel, { action, language });
}

function answer(work: Work, id: string, channel: Send['channel'], { action, language }: FoundKeyword): void {
  if (work.imported || !inboundSettingsOf(work.release.source.settings).replies[action].enabled) return;
  const message = work.release.messages.get(keywordReplyId(action, language));
  const recent = work.state.sends.filter(
    (send) => send.at > work.now - repliesCountFor && isKeywordReply(send.message, action),
  );
  if (!message || recent.length >= repliesAtMost) return;
  sendOwn(work, {
    delivery: stableUuid('keyword reply', work.state.profile, id),
    ...{ message, channel, validMilliseconds: replyValidFor },
    trigger: { event: 'Keyword Received', properties: { action, channel } },
  });
}

function replied({ state }: Work, { workspace, id, at, receivedAt }: TrackStimulus, send: Send): ReceiptStimulus {
  const { delivery, channel } = send;
  return {
    ...{ type: 'receipt', kind: 'replied', workspace, profile: state.profile, id: `${id}:replied` },
    ...{ at, receivedAt, delivery, channel },
  };
}
