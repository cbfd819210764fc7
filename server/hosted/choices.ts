import { type Channel, channelSchema } from '#contracts/channel.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import type { ConsentChange } from '#contracts/stimulus.ts';
import { topicQuestion } from '#core/arbiter/gates/ask-topic.ts';
import { consentGate } from '#core/arbiter/gates/consent.ts';
import { addressOn } from '#core/arbiter/gates/reachability.ts';
import { newProfileState, type ProfileState } from '#core/state.ts';

/** One switch on the preference page: news about a topic, in a channel. */
export interface Choice {
  readonly topic: string;
  readonly channel: Channel;
  /** On: she has it, or will have it once she has confirmed. */
  readonly granted: boolean;
  readonly pending: boolean;
}

/** Channels on which the person can be reached, or all that send where none of them is known. */
function choosableChannels(settings: WorkspaceSettings, state: ProfileState | undefined): readonly Channel[] {
  const personal = settings.enabledChannels.filter((channel) => channel !== 'webhook');
  const reachable = personal.filter((channel) => state && addressOn(state, channel) !== undefined);
  return reachable.length > 0 ? reachable : personal;
}

/** What stands today, judged by the same rule that decides about every message. */
export function currentChoices(
  settings: WorkspaceSettings,
  state: ProfileState | undefined,
  now: Instant,
): readonly Choice[] {
  const channels = choosableChannels(settings, state);
  const judged = state ?? newProfileState('', now);
  const offered = settings.topics.filter(({ archived }) => archived !== true);
  return offered.flatMap(({ id: topic }) =>
    channels.map((channel) => {
      const { outcome } = consentGate(topicQuestion(judged, settings, topic, channel, now));
      const pending = outcome === 'double_opt_in_pending';
      return { topic, channel, granted: outcome === 'passed' || pending, pending };
    }),
  );
}

/** The switches as they were sent: a switch that is off is not part of a form, so each form names those it showed. */
export function readChoices(form: URLSearchParams, settings: WorkspaceSettings): readonly Choice[] {
  const on = new Set(form.getAll('on'));
  return [...new Set(form.getAll('shown'))].flatMap((name) => {
    const separator = name.indexOf(':');
    const channel = channelSchema.safeParse(name.slice(0, separator));
    const topic = name.slice(separator + 1);
    const known = channel.success && settings.topics.some(({ id }) => id === topic);
    return known ? [{ topic, channel: channel.data, granted: on.has(name), pending: false }] : [];
  });
}

/** Only what differs from today is said, so that a look at the page without a change says nothing in her name. */
export function changesBetween(current: readonly Choice[], wanted: readonly Choice[]): readonly ConsentChange[] {
  return wanted.flatMap(({ topic, channel, granted }) => {
    const before = current.find((choice) => choice.topic === topic && choice.channel === channel);
    return before?.granted === granted ? [] : [{ channel, topic, status: granted ? 'granted' : 'denied' } as const];
  });
}

/** A no to whole channels also holds for topics that do not exist yet. */
export function stopEverything(current: readonly Choice[]): readonly ConsentChange[] {
  const channels = [...new Set(current.map(({ channel }) => channel))];
  const topics = current.filter(({ granted }) => granted);
  return [
    ...channels.map((channel) => ({ channel, status: 'denied' }) as const),
    ...topics.map(({ channel, topic }) => ({ channel, topic, status: 'denied' }) as const),
  ];
}

export function choiceName({ channel, topic }: Choice): string {
  return `${channel}:${topic}`;
}
