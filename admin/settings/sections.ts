export const settingsSections = [
  'general',
  'sending',
  'calendar',
  'topics',
  'consent',
  'preference-centre',
  'keywords',
  'identity',
  'lifecycle',
  'lead-score',
  'privacy',
  'channels',
  'team',
  'keys',
  'system',
  'account',
] as const;
export type SettingsSection = (typeof settingsSections)[number];
