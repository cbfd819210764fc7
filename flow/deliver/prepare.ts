import { renderMessage } from '#channels/content/render-message.ts';
import type { AdapterDirectory } from '#channels/directory.ts';
import type { LinkSettings } from '#channels/links/link-settings.ts';
import { createMessageLinks } from '#channels/links/message-links.ts';
import type { ChannelAdapter, OutgoingMessage } from '#channels/port.ts';
import { signReference } from '#channels/receipts/reference.ts';
import type { ShortLink } from '#components/short-link/store.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { HoldReason } from '#contracts/reason.ts';
import { checkHandOver } from '#core/arbiter/hand-over.ts';
import { topicsToConfirm } from '#core/profile/consent/consent-confirmation.ts';
import type { CompiledRelease } from '#core/release.ts';
import type { ProfileState } from '#core/state.ts';
import type { Claimed, Verdict } from './claimed.ts';
import type { Person } from './people.ts';
import { receiptOf } from './receipt.ts';

/** How soon a person whose merge is under way is looked at again. */
const mergeWait = 1_000;

/** Ready to be given to the adapter. */
export interface Prepared {
  readonly claimed: Claimed;
  readonly adapter: ChannelAdapter;
  readonly message: OutgoingMessage;
  readonly shortLinks: readonly ShortLink[];
}

export interface Surroundings {
  readonly release: CompiledRelease | undefined;
  readonly adapters: AdapterDirectory;
  readonly links: LinkSettings;
  readonly now: Instant;
}

/** Decides with the newest document and release whether the message still goes out, and renders it. */
export function prepare(claimed: Claimed, person: Person, around: Surroundings): Prepared | Verdict {
  const { item, effect } = claimed;
  switch (person.type) {
    // A receipt would make a new document for somebody who was erased.
    case 'gone':
      return { item, outcome: { type: 'done' }, label: 'person_gone' };
    case 'merging':
      return around.now > effect.notAfter
        ? withhold(claimed, 'expired', around.now)
        : later(claimed, around.now + mergeWait, 'merging');
    case 'known':
      return around.release
        ? check(claimed, person.state, around.release, around)
        : later(claimed, around.now + mergeWait, 'no_release');
  }
}

function check(
  claimed: Claimed,
  state: ProfileState,
  release: CompiledRelease,
  { adapters, links, now }: Surroundings,
): Prepared | Verdict {
  const { item, effect } = claimed;
  const answer = checkHandOver(state, release, effect, now);
  if (!answer.ok) {
    return answer.retryAt === undefined
      ? withhold(claimed, answer.reason, now)
      : later(claimed, answer.retryAt, answer.reason);
  }
  const definition = release.messages.get(effect.message);
  const adapter = adapters.find(item.workspace, effect.channel);
  if (!definition) return withhold(claimed, 'no_variant', now);
  if (!adapter) return withhold(claimed, 'channel_off', now);

  const messageLinks = createMessageLinks(links, {
    workspace: item.workspace,
    profile: effect.profile,
    delivery: effect.delivery,
    channel: effect.channel,
    topic: definition.topic,
    message: definition.id,
    confirms: topicsToConfirm(effect),
  });
  const rendered = renderMessage(definition, effect.channel, {
    person: state,
    trigger: effect.trigger,
    ...(effect.variables && { variables: effect.variables }),
    settings: release.source.settings,
    links: messageLinks,
  });
  if (!rendered.ok) return withhold(claimed, 'render_failed', now);
  return {
    claimed,
    adapter,
    shortLinks: rendered.shortLinks,
    message: {
      delivery: effect.delivery,
      workspace: item.workspace,
      profile: effect.profile,
      to: answer.address,
      reference: signReference(links.key, item.workspace, effect),
      content: rendered.content,
      ...(definition.purpose === 'marketing' && { unsubscribeUrl: messageLinks.unsubscribe }),
    },
  };
}

export function withhold(claimed: Claimed, reason: HoldReason, now: Instant): Verdict {
  const kind = reason === 'expired' ? 'expired' : reason === 'journey_exited' ? 'cancelled' : 'held_back';
  return {
    item: claimed.item,
    outcome: { type: 'done' },
    receipt: receiptOf(claimed, kind, now, { reason }),
    label: reason,
  };
}

export function later({ item }: Claimed, at: Instant, reason: string): Verdict {
  return { item, outcome: { type: 'retry', at, error: reason }, label: 'deferred' };
}
