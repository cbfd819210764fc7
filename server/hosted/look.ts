import { createHash } from 'node:crypto';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import { inkOn } from '#core/profile/consent/consent-message.ts';
import { consentSettingsOf } from '#core/profile/consent/consent-rule.ts';
import { pageStyle } from './page-style.ts';

/** How the brand wants its pages to look. */
export interface Look {
  /** Name of the brand that the person knows; empty where nobody is known. */
  readonly brand: string;
  readonly logoUrl: string;
  readonly accent: string;
}

export const plainLook: Look = { brand: '', logoUrl: '', accent: '' };

export function lookOf(settings: WorkspaceSettings): Look {
  const { brand, logoUrl, accent } = consentSettingsOf(settings).preferenceCentre;
  return { brand: brand || settings.name, logoUrl: logoUrl ?? '', accent: accent ?? '' };
}

interface Style {
  readonly text: string;
  readonly hash: string;
}

const styles = new Map<string, Style>();
const mostStyles = 1_000;

/** The style of a page and its hash, by which alone the content security policy lets it in. */
export function styleOf({ accent }: Look): Style {
  const known = styles.get(accent);
  if (known) return known;
  // Text stays in the ink of the page: whatever the brand's colour is, it can be read on it and beside it.
  const own = accent === '' ? '' : `\n:root { --accent: ${accent}; --on-accent: ${inkOn(accent)} }\n`;
  const text = pageStyle + own;
  const style = { text, hash: createHash('sha256').update(text).digest('base64') };
  if (styles.size < mostStyles) styles.set(accent, style);
  return style;
}
