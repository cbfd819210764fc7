import type { WorkspaceSettings } from '#contracts/settings.ts';
import { consentSettingsOf } from './consent/consent-rule.ts';

/** A text of the settings, which is no template: what would be read as one in it is taken apart. */
export function plainText(text: string): string {
  return text.replace(/\{(?=[{%])/g, '{ ');
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** By which people know the brand. */
export function brandOf(settings: WorkspaceSettings): string {
  return plainText(consentSettingsOf(settings).preferenceCentre.brand || settings.name);
}
