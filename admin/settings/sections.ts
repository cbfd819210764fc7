/** By what they are about, in the order of the screen. */
export const settingsGroups = {
  workspace: ['general', 'team', 'keys', 'system', 'account'],
  messages: ['channels', 'sending', 'calendar', 'topics', 'consent', 'preference-centre', 'keywords'],
  people: ['identity', 'lifecycle', 'lead-score', 'privacy'],
} as const;
type SettingsGroup = keyof typeof settingsGroups;
export type SettingsSection = (typeof settingsGroups)[SettingsGroup][number];

export const settingsGroupNames = Object.keys(settingsGroups) as SettingsGroup[];
export const settingsSections: readonly SettingsSection[] = Object.values(settingsGroups).flat();
