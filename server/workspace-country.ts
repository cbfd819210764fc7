import type { FastifyInstance } from 'fastify';
import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max';
import type { WorkspaceSettings } from '#contracts/settings.ts';
import { type DefinitionParts, newestRelease } from './definitions/parts.ts';

/** Country in which phone numbers without a country code are read, where the settings name none. */
const defaultCountry: CountryCode = 'GB';

export function countryOf({ country }: Pick<WorkspaceSettings, 'country'>): CountryCode {
  return country !== undefined && isSupportedCountry(country) ? country : defaultCountry;
}

const refreshMilliseconds = 10_000;

/** The country for the hot path, which cannot ask per event: a change of the settings is seen within ten seconds. */
export async function followCountry(app: FastifyInstance, parts: DefinitionParts): Promise<() => CountryCode> {
  let country = countryOf((await newestRelease(parts)).settings);
  const timer = setInterval(() => {
    newestRelease(parts).then(
      ({ settings }) => {
        country = countryOf(settings);
      },
      (error: unknown) => app.log.warn({ err: error }, 'the settings cannot be read; the country stays as it was'),
    );
  }, refreshMilliseconds);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));
  return () => country;
}
