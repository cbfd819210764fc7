import { channelSchema } from '#contracts/channel.ts';
import { type ConsentProof, consentProof, givenConsentSources } from '#contracts/consent/consent.ts';
import type { ConsentCategory } from '#contracts/consent/consent-settings.ts';
import type { Json, JsonObject } from '#contracts/json.ts';
import type { ConsentChange, EventContext } from '#contracts/stimulus.ts';

/** A word of consent as an event brings it, with what proves it. */
export interface SaidConsent extends ConsentChange {
  readonly proof?: ConsentProof;
  /** Where it was said, as far as a sender may say so. */
  readonly source?: string;
}

/**
 * Takes consents out of the traits of an identify call: `consents: [{ channel, status, topic?, confirmed?, expiresAt?,
 * source?, text?, textVersion?, language?, url?, ip?, userAgent?, note? }]`. Entries that are not of that shape are left
 * among the traits, where a person can see them.
 */
export function splitConsents(
  traits: JsonObject,
  context: EventContext = {},
): { changes: readonly SaidConsent[]; traits: JsonObject } {
  const said = traits.consents;
  if (!Array.isArray(said)) return { changes: [], traits };
  const changes = said.map((value) => saidConsent(value, context));
  if (changes.some((change) => change === undefined)) return { changes: [], traits };
  const { consents: _, ...rest } = traits;
  return { changes: changes.filter((change) => change !== undefined), traits: rest };
}

function saidConsent(value: Json, context: EventContext): SaidConsent | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { channel, status, topic, confirmed, expiresAt, source, ...shown } = value as JsonObject;
  const known = channelSchema.safeParse(channel);
  if (!known.success || (status !== 'granted' && status !== 'denied')) return undefined;
  if (topic !== undefined && typeof topic !== 'string') return undefined;
  const until = typeof expiresAt === 'string' ? Date.parse(expiresAt) : Number.NaN;
  if (expiresAt !== undefined && Number.isNaN(until)) return undefined;
  const proof = consentProof.safeParse(shown);
  if (!proof.success) return undefined;
  const named = givenConsentSources.find((one) => one === source);
  return {
    channel: known.data,
    status,
    ...(topic !== undefined && { topic }),
    ...(confirmed === true && { confirmed: true as const }),
    ...(expiresAt !== undefined && { expiresAt: until }),
    ...(named !== undefined && { source: named }),
    proof: { ...shownBy(context), ...proof.data },
  };
}

/** Where she was when she said it, as the event tells. */
function shownBy({ url, ip, userAgent, locale }: EventContext): ConsentProof {
  return {
    ...(url !== undefined && { url }),
    ...(ip !== undefined && { ip }),
    ...(userAgent !== undefined && { userAgent }),
    ...(locale !== undefined && { language: locale }),
  };
}

/**
 * The categories of a consent manager (Segment's `context.consent.categoryPreferences`) in our words, as the workspace has
 * mapped them. A category that is mapped to nothing says nothing here.
 */
export function categoryConsents(
  context: EventContext,
  categories: readonly ConsentCategory[],
): readonly SaidConsent[] {
  const { consent } = context;
  if (consent === undefined) return [];
  const proof = shownBy(context);
  return categories.flatMap(({ category, channels, topics }) => {
    if (!Object.hasOwn(consent, category)) return [];
    const status = consent[category] === true ? 'granted' : 'denied';
    const words = topics.length === 0 ? [{}] : topics.map((topic) => ({ topic }));
    return channels.flatMap((channel) => words.map((word) => ({ channel, ...word, status, proof }) as const));
  });
}
