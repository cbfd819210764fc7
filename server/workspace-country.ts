import type { FastifyInstance } from 'fastify';
import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max';
import { defaultCountry } from '#contracts/country.ts';
import { defaultIdentitySettings } from '#contracts/identity-rule.ts';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import { type DefinitionParts, newestRelease } from './definitions/parts.ts';
import { compileIdentityReader, type IdentityReader } from './tracking/identities.ts';

/** Country in which phone numbers without a country code are read. */
export function countryOf({ country }: Pick<WorkspaceSettings, 'country'>): CountryCode {
  return country !== undefined && isSupportedCountry(country) ? country : defaultCountry;
}

const refreshMilliseconds = 2_000;

/** What the hot path needs of the settings. */
export interface TrackingSettings {
  readonly country: () => CountryCode;
  readonly identities: () => IdentityReader;
}

/** For the hot path, which cannot ask per event: a change of the settings is seen within two seconds. */
export async function followSettings(app: FastifyInstance, parts: DefinitionParts): Promise<TrackingSettings> {
  const first = await newestRelease(parts);
  let release = first.number;
  let { country, identities } = compile(first.settings);
  const timer = setInterval(() => {
    newestRelease(parts).then(
      ({ number, settings }) => {
        if (number !== release) ({ country, identities } = compile(settings));
        release = number;
      },
      (error: unknown) => app.log.warn({ err: error }, 'the settings cannot be read; they stay as they were'),
    );
  }, refreshMilliseconds);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));
  return { country: () => country, identities: () => identities };
}

function compile(settings: WorkspaceSettings) {
  return {
    country: countryOf(settings),
    identities: compileIdentityReader(settings.identity ?? defaultIdentitySettings),
  };
}
