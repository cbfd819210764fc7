import type { ShortLink } from '#components/short-link/store.ts';
import type { Channel } from '#contracts/channel.ts';
import type { DeliveryId, ProfileId, WorkspaceId } from '#contracts/identifiers.ts';
import { hmac } from './hmac.ts';
import { type LinkSettings, linkPaths } from './link-settings.ts';
import { type LinkKind, signLink } from './token.ts';

/** The links of one message to one person. */
export interface MessageLinks {
  readonly unsubscribe: string;
  readonly preferences: string;
  /** Confirms a consent; empty where the message asks for none. */
  readonly confirm: string;
  /** Address of the open pixel; empty where opens are not counted. */
  readonly open: string;
  /** The address that counts the click and leads to `url`. Our own pages stay as they are. */
  click(url: string): string;
  /** A short address for `url`, with the row by which it is found again. */
  short(url: string): { readonly url: string; readonly link?: ShortLink };
}

export interface LinkSubject {
  readonly workspace: WorkspaceId;
  readonly profile: ProfileId;
  readonly delivery: DeliveryId;
  readonly channel: Channel;
  readonly topic: string;
  readonly message: string;
  /** What the link of a message that asks to confirm a consent says; see core/profile/consent/consent-confirmation.ts. */
  readonly confirms?: string | undefined;
}

const codeLength = 11;

export function createMessageLinks(
  settings: LinkSettings,
  { topic, message, confirms, ...subject }: LinkSubject,
): MessageLinks {
  const { publicUrl, key, utm } = settings;
  const token = (kind: LinkKind, detail: string) => signLink(key, { ...subject, kind, detail });
  const clickToken = (url: string) => token('click', utm ? withCampaign(url, subject.channel, message) : url);
  const unsubscribe = token('unsubscribe', topic);
  const preferences = token('preferences', '');
  const confirm = confirms === undefined ? '' : token('confirm', confirms);
  const own: { readonly [url: string]: string } = {
    [publicUrl + linkPaths.unsubscribe + unsubscribe]: unsubscribe,
    [publicUrl + linkPaths.preferences + preferences]: preferences,
    ...(confirm !== '' && { [publicUrl + linkPaths.confirm + confirm]: confirm }),
  };
  return {
    unsubscribe: publicUrl + linkPaths.unsubscribe + unsubscribe,
    preferences: publicUrl + linkPaths.preferences + preferences,
    confirm: confirm === '' ? '' : publicUrl + linkPaths.confirm + confirm,
    open: publicUrl + linkPaths.open + token('open', ''),
    click: (url) => (own[url] === undefined ? publicUrl + linkPaths.click + clickToken(url) : url),
    short(url) {
      const target = own[url] ?? clickToken(url);
      const code = shortCode(key, target);
      return { url: publicUrl + linkPaths.short + code, link: { code, token: target } };
    },
  };
}

/** Links for a preview: nothing is counted, and nothing can be unsubscribed. */
export function previewLinks(publicUrl: string): MessageLinks {
  return {
    unsubscribe: `${publicUrl}${linkPaths.unsubscribe}preview`,
    preferences: `${publicUrl}${linkPaths.preferences}preview`,
    confirm: `${publicUrl}${linkPaths.confirm}preview`,
    open: '',
    click: (url) => url,
    short: (url) => ({ url }),
  };
}

/** Keyed, so that codes cannot be guessed: 64 bits in base64url. */
function shortCode(key: Uint8Array, token: string): string {
  return hmac(key, 'throughline short link', token).toString('base64url').slice(0, codeLength);
}

function withCampaign(address: string, channel: Channel, message: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  const parameters = { utm_source: 'throughline', utm_medium: channel, utm_campaign: message };
  for (const [name, value] of Object.entries(parameters)) {
    if (!url.searchParams.has(name)) url.searchParams.append(name, value);
  }
  return url.href;
}
