export const settingsSections = ['general', 'sending', 'topics', 'channels', 'keys', 'system'] as const;
export type SettingsSection = (typeof settingsSections)[number];
