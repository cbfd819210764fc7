import type { Release } from '#contracts/release.ts';
import type { RfmBoundaries } from '#contracts/rfm.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';

/** What conditions go by of a release: days and months are those of its time zone, consent follows its rules. */
export type SegmentSettings = Pick<
  WorkspaceSettings,
  'timeZone' | 'orderEvent' | 'enabledChannels' | 'optInChannels' | 'topics' | 'consent'
> & {
  /** What scores are read off; they stand beside the settings in a release. */
  readonly rfm?: RfmBoundaries;
};

export function segmentSettings({ settings, rfm }: Pick<Release, 'settings' | 'rfm'>): SegmentSettings {
  return rfm === undefined ? settings : { ...settings, rfm };
}
