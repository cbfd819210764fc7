import type { WorkspaceSettings } from '#contracts/settings.ts';

/** What conditions go by of a workspace's settings: days and months are those of its time zone, consent follows its rules. */
export type SegmentSettings = Pick<
  WorkspaceSettings,
  'timeZone' | 'orderEvent' | 'enabledChannels' | 'optInChannels' | 'topics' | 'consent'
>;
