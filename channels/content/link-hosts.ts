import type { MessageVariants } from '#contracts/message.ts';
import type { MessageLinks } from '../links/message-links.ts';
import { addressesIn } from './text-links.ts';

/** A published message never changes, so the hosts of a variant set are looked for once. */
const kept = new WeakMap<MessageVariants, ReadonlySet<string>>();

/**
 * Counts only links that lead where the brand itself leads: to the product's own pages, to hosts that stand literally in
 * the message's source, and to `linkHosts` with their subdomains. Whatever else a rendered message holds came from
 * an event or a trait, and write keys are public: signed, it would be a redirect from the brand's domain to anywhere.
 */
export function countTrustedLinks(
  links: MessageLinks,
  variants: MessageVariants,
  linkHosts: readonly string[],
): MessageLinks {
  const own = hostOf(links.unsubscribe);
  const written = kept.get(variants) ?? hostsIn(variants);
  kept.set(variants, written);
  const listed = linkHosts.flatMap((host) => hostOf(`https://${host}`) ?? []);
  const isTrusted = (url: string) => {
    const host = hostOf(url);
    if (host === undefined) return false;
    return (
      host === own || written.has(host) || listed.some((trusted) => host === trusted || host.endsWith(`.${trusted}`))
    );
  };
  return {
    ...links,
    click: (url) => (isTrusted(url) ? links.click(url) : url),
    short: (url) => (isTrusted(url) ? links.short(url) : { url }),
  };
}

/** Where a value begins, the written part of an address ends. */
function hostsIn(variants: MessageVariants): ReadonlySet<string> {
  const sources = Object.values(variants).flatMap((variant) => Object.values(variant ?? {}));
  const pieces = sources.flatMap((source) => source.split(/[{}]/));
  return new Set(pieces.flatMap(addressesIn).flatMap((address) => hostOf(address) ?? []));
}

function hostOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).hostname.replace(/\.$/, '') : undefined;
}
