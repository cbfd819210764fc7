import { z } from 'zod';
import { channelSchema } from '../channel.ts';
import { consentRule, languageSchema, localTexts } from '../topic.ts';

/** Texts of the message that asks to confirm. `{brand}` and `{topics}` are filled in; `{link}` stands in the SMS. */
export const confirmationTexts = z.object({
  subject: z.string().max(200),
  title: z.string().max(200),
  body: z.string().max(2_000),
  button: z.string().max(80),
  /** Below the button: what she can do when it was not she who signed up. */
  note: z.string().max(500),
  sms: z.string().max(400),
});
export type ConfirmationTexts = z.infer<typeof confirmationTexts>;

export const doubleOptInSettings = z.object({
  /** Who has not confirmed after this is not asked again, and nothing goes out to her. */
  expiresAfterDays: z.number().int().min(1).max(90),
  /** One reminder so many hours after the first message; 0 sends none. */
  reminderAfterHours: z.number().int().min(0).max(720),
  /** Where a text is left out, the product's own is used. */
  texts: z.partialRecord(languageSchema, confirmationTexts.partial()),
});
export type DoubleOptInSettings = z.infer<typeof doubleOptInSettings>;

const httpsUrl = z
  .union([z.literal(''), z.url({ protocol: /^https$/, error: 'write an address that begins with https://' })])
  .optional();
const colour = z
  .union([
    z.literal(''),
    z.stringFormat('colour', /^#[0-9a-f]{6}$/i, 'write the colour as #rrggbb, for example #2f5bea'),
  ])
  .optional();

/** How the hosted pages look and what they offer. */
export const preferenceCentreSettings = z.object({
  /** Name of the brand that the person knows; the workspace's where it is left out. */
  brand: z.string().max(200).optional(),
  logoUrl: httpsUrl,
  accent: colour,
  title: localTexts(200).optional(),
  introduction: localTexts(1_000).optional(),
  privacyUrl: httpsUrl,
  /** She may ask for silence for some weeks. */
  offersPause: z.boolean(),
  /** She may ask for fewer messages. */
  offersFrequency: z.boolean(),
  /** Who leaves is asked why; the answer is never required. */
  asksReason: z.boolean(),
});
export type PreferenceCentreSettings = z.infer<typeof preferenceCentreSettings>;

/** What a category of Segment's `context.consent.categoryPreferences` means here. */
export const consentCategory = z.object({
  category: z.string().min(1).max(200),
  channels: z.array(channelSchema).min(1),
  /** None: the whole channel. */
  topics: z.array(z.string().min(1).max(64)).max(100),
});
export type ConsentCategory = z.infer<typeof consentCategory>;

export const consentSettings = z.object({
  /** What holds on a channel for every topic that says nothing else; its basis stands in `optInChannels`. */
  channels: z.partialRecord(channelSchema, consentRule.omit({ basis: true })),
  doubleOptIn: doubleOptInSettings,
  preferenceCentre: preferenceCentreSettings,
  categories: z.array(consentCategory).max(100),
});
export type ConsentSettings = z.infer<typeof consentSettings>;

export const defaultConsentSettings: ConsentSettings = {
  channels: {},
  doubleOptIn: { expiresAfterDays: 7, reminderAfterHours: 48, texts: {} },
  preferenceCentre: { offersPause: true, offersFrequency: true, asksReason: true },
  categories: [],
};
