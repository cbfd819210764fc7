import type { CountryCode } from 'libphonenumber-js/max';
import { defaultIdentitySettings, type IdentitySettings } from '#contracts/identity-rule.ts';
import type { ImportMapping } from '#contracts/import.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import { countryOf } from '../workspace-country.ts';

export type ReadingSettings = Pick<WorkspaceSettings, 'country' | 'identity'>;

/** How the values of a file are read that name people: what its mapping says goes before the workspace. */
export interface Reading {
  readonly country: CountryCode;
  readonly identities: IdentitySettings;
}

export function readingOf({ country }: Pick<ImportMapping, 'country'>, settings: ReadingSettings): Reading {
  return {
    country: countryOf({ country: country ?? settings.country }),
    identities: settings.identity ?? defaultIdentitySettings,
  };
}
