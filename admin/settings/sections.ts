export const settingsSections = ['general', 'sending', 'topics', 'channels', 'keys'] as const;
export type SettingsSection = (typeof settingsSections)[number];
