import type { Channel } from '#contracts/channel.ts';
import type { Instant } from '#contracts/identifiers.ts';
import { topicName } from '#contracts/topic.ts';
import { sendOwn } from '../../arbiter/send-own.ts';
import { days, hours } from '../../duration.ts';
import type { DeliverEffect } from '../../effect.ts';
import { stableUuid } from '../../stable-id.ts';
import type { Consent } from '../../state.ts';
import type { Work } from '../../work.ts';
import { languageOf } from '../language.ts';
import { confirmationMessageId } from './consent-message.ts';
import { consentSettingsOf } from './consent-rule.ts';

/** Who signs up again because she cannot find the message gets another one, but nobody can make us flood an address. */
const askedAtMost = 5;
const pauseBetween = hours(1);

/** The message is worth nothing when it comes after the night. */
const validFor = hours(24);

const confirmationEvent = 'Double Opt-in Requested';

export function awaitConfirmation(work: Work, granted: Consent, held: Consent | undefined): Consent {
  const { expiresAfterDays } = consentSettingsOf(work.release.source.settings).doubleOptIn;
  const before = held?.status === 'pending' ? held : undefined;
  return {
    ...granted,
    status: 'pending',
    confirmBy: work.now + days(expiresAfterDays),
    ...(before?.asked !== undefined && { asked: before.asked }),
    ...(before?.askedAt !== undefined && { askedAt: before.askedAt }),
  };
}

export function asksAgain({ asked = 0, askedAt = 0 }: Consent, now: Instant): boolean {
  return asked === 0 || (asked < askedAtMost && now - askedAt >= pauseBetween);
}

/** When she is reminded, or tried again whom nothing could be sent; undefined where she was already, or is not to be. */
export function remindAt(work: Pick<Work, 'release'>, { status, asked, askedAt }: Consent): Instant | undefined {
  const { reminderAfterHours } = consentSettingsOf(work.release.source.settings).doubleOptIn;
  if (status !== 'pending' || reminderAfterHours === 0 || askedAt === undefined || (asked ?? 0) > 1) return undefined;
  return askedAt + hours(reminderAfterHours);
}

/** Sends one message per channel that asks to confirm all of `words`. What is imported asks nobody. */
export function askToConfirm(work: Work, words: readonly Consent[]): void {
  if (work.imported) return;
  for (const [channel, own] of Map.groupBy(words, (word) => word.channel)) {
    const topics = own.map(({ topic }) => topic ?? null);
    // What could not be sent counts as tried, or a reminder would fall due for ever.
    const more = send(work, channel, topics) ? 1 : 0;
    work.state = {
      ...work.state,
      consents: work.state.consents.map((held) =>
        held.channel === channel && held.status === 'pending' && topics.includes(held.topic ?? null)
          ? { ...held, asked: (held.asked ?? 0) + more, askedAt: work.now }
          : held,
      ),
    };
  }
}

function send(work: Work, channel: Channel, topics: readonly (string | null)[]): boolean {
  const { settings } = work.release.source;
  const language = languageOf(work.state.locale, settings.language);
  const message = work.release.messages.get(confirmationMessageId(channel, language));
  if (!message) return false;
  const named = settings.topics.filter(({ id }) => topics.includes(id)).map((topic) => topicName(topic, language));
  const names = named.length > 0 ? named.join(' · ') : settings.name;
  return sendOwn(work, {
    delivery: stableUuid('double opt-in', work.state.profile, channel, String(work.now), String(work.state.revision)),
    ...{ message, channel, validMilliseconds: validFor },
    trigger: { event: confirmationEvent, properties: { topics: [...topics], names } },
  });
}

/** What the link of a message that asks to confirm says: the topics as JSON text, null for the whole channel. */
export function topicsToConfirm({ trigger }: Pick<DeliverEffect, 'trigger'>): string | undefined {
  const { topics } = trigger.properties;
  return trigger.event === confirmationEvent && Array.isArray(topics) ? JSON.stringify(topics) : undefined;
}

/** The topics of such a link; undefined stands for the whole channel. */
export function readTopics(detail: string): readonly (string | undefined)[] {
  const topics: unknown = JSON.parse(detail);
  return Array.isArray(topics) ? topics.map((topic) => (typeof topic === 'string' ? topic : undefined)) : [];
}
