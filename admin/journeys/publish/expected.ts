import type { Rehearsal } from '#contracts/api/rehearsal.ts';
import { type Channel, channels } from '#contracts/channel.ts';
import type { RehearsalCounts } from '#contracts/rehearsal.ts';

const day = 86_400_000;
const daySeconds = 86_400;
/** From this share of the people on, it is next to everybody. */
const everybody = 0.9;

/** What a rehearsal lets expect, reckoned up from its sample to all people. Counts are of whole people and messages. */
export interface Expected {
  readonly entries: number;
  readonly entriesPerDay: number;
  readonly messages: number;
  readonly messagesPerDay: number;
  /** On the day with most. */
  readonly mostOnOneDay: number;
  readonly audience: 'nobody' | 'everybody' | 'some';
  /** Share of the people looked at who would have entered, 0 to 1. */
  readonly enteredShare: number;
  /** Messages that frequency caps, of all journeys together or of her own choice, would have held back. */
  readonly capped: number;
  readonly byChannel: readonly { readonly channel: Channel; readonly perDay: number; readonly share: number }[];
}

export function expectedOf({ from, until, share }: Rehearsal, counts: RehearsalCounts): Expected {
  const factor = share !== null && share > 0 ? 1 / share : 1;
  const spanDays = Math.max(1, (Date.parse(until) - Date.parse(from)) / day);
  const nodes = Object.values(counts.nodes);
  const sentBy = (channel: Channel) => sum(nodes.map(({ sent }) => sent[channel] ?? 0));
  const sent = sum(channels.map(sentBy));
  const enteredShare = counts.people > 0 ? counts.entered / counts.people : 0;
  return {
    entries: Math.round(counts.entries * factor),
    entriesPerDay: (counts.entries * factor) / spanDays,
    messages: Math.round(sent * factor),
    messagesPerDay: (sent * factor) / spanDays,
    mostOnOneDay: Math.round(Math.max(0, ...counts.days.map(({ messages }) => messages)) * factor),
    audience: counts.entered === 0 ? 'nobody' : enteredShare >= everybody ? 'everybody' : 'some',
    enteredShare,
    capped: Math.round(
      sum(nodes.map(({ heldBack }) => (heldBack['frequency_cap'] ?? 0) + (heldBack['personal_cap'] ?? 0))) * factor,
    ),
    byChannel: channels
      .map((channel) => ({ channel, sent: sentBy(channel) }))
      .filter((one) => one.sent > 0)
      .map((one) => ({ channel: one.channel, perDay: (one.sent * factor) / spanDays, share: one.sent / sent })),
  };
}

/** Seconds that the messages of the fullest day keep a channel at its rate limit; undefined where it has none. */
export function secondsAtLimit(messages: number, messagesPerSecond: unknown): number | undefined {
  if (typeof messagesPerSecond !== 'number' || !(messagesPerSecond > 0)) return undefined;
  return messages / messagesPerSecond;
}

/** Whether a channel at its limit could not send in a day what comes in one. */
export function exceedsDay(seconds: number): boolean {
  return seconds > daySeconds;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
