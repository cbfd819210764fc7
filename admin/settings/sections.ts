export const settingsSections = [
  'general',
  'sending',
  'topics',
  'channels',
  'team',
  'keys',
  'system',
  'account',
] as const;
export type SettingsSection = (typeof settingsSections)[number];
