import { z } from 'zod';
import { calendarDays } from './calendar-day.ts';
import { channelSchema } from './channel.ts';
import { consentSettings } from './consent/consent-settings.ts';
import { countryCode, defaultCountry } from './country.ts';
import { identitySettings } from './identity-rule.ts';
import { inboundSettings } from './inbound/inbound-settings.ts';
import { timeOfDay } from './journey/calendar.ts';
import { lifecycleSettings } from './lifecycle.ts';
import { consentTopic, languageSchema } from './topic.ts';

export const frequencyCap = z.object({
  id: z.string().min(1).max(64),
  /** Absent: all channels together. */
  channel: channelSchema.optional(),
  /** At most this many messages ... */
  messages: z.number().int().min(1).max(1000),
  /** ... in a sliding window of this many hours. */
  hours: z.number().int().min(1).max(8_760),
});
export type FrequencyCap = z.infer<typeof frequencyCap>;

export const quietHours = z.object({
  enabled: z.boolean(),
  /** In the person's own time zone, else the workspace's. May pass midnight. */
  from: timeOfDay,
  until: timeOfDay,
  channels: z.array(channelSchema),
});
export type QuietHours = z.infer<typeof quietHours>;

const hostName = z
  .stringFormat('host', /^[^\s/\\:@?#*.][^\s/\\:@?#*]*$/, 'write the host alone, for example shop.example.com')
  .max(253);

/** What the arbiter obeys. Part of every release, so a change takes effect at one place in the log. */
export const workspaceSettings = z.object({
  name: z.string().min(1).max(200),
  timeZone: z.string().min(1).max(64),
  language: languageSchema,
  currency: z.stringFormat(
    'currency',
    /^[A-Z]{3}$/,
    'write the currency as its three ISO 4217 letters, for example EUR',
  ),
  /** Phone numbers without a country code are read as this country's. ISO 3166-1, two letters. */
  country: countryCode.optional(),
  frequencyCaps: z.array(frequencyCap).max(50),
  quietHours,
  /** Share of people, 0 to 1, who get no marketing at all, so that its effect can be measured. */
  holdoutShare: z.number().min(0).max(0.5),
  topics: z.array(consentTopic).min(1).max(100),
  /**
   * Channels on which marketing needs an explicit yes (opt-in). On the others an absent word counts as yes (opt-out).
   */
  optInChannels: z.array(channelSchema),
  /** Double opt-in, expiry, the look of the preference centre. Absent: `defaultConsentSettings`. */
  consent: consentSettings.optional(),
  /** Words of people that mean the same everywhere (STOP, HELP) and what is answered. Absent: `defaultInboundSettings`. */
  inbound: inboundSettings.optional(),
  enabledChannels: z.array(channelSchema),
  /** An order is attributed to the last message clicked (or, with none clicked, opened) within this many days. */
  attributionDays: z.number().int().min(1).max(90),
  /** The event that is an order, and where its value stands. Segment's ecommerce specification by default. */
  orderEvent: z.string().min(1).default('Order Completed'),
  /**
   * Hosts, subdomains included, to which links that come from event data or traits may be counted. The product's own host
   * and those written in a message always are.
   */
  linkHosts: z.array(hostName).max(100).optional(),
  /** By what people are recognised. Absent: `defaultIdentitySettings`. */
  identity: identitySettings.optional(),
  /** A journey is published by somebody else than who saved its draft last, who is a person and no API key. */
  journeyApproval: z.boolean().optional(),
  /** Days off and working days beside the holidays that are built in. */
  calendarDays: calendarDays.optional(),
  /** By what a person's stage is known. Absent or empty: nobody has one. */
  lifecycle: lifecycleSettings.optional(),
});
export type WorkspaceSettings = z.infer<typeof workspaceSettings>;

export const defaultSettings: WorkspaceSettings = {
  name: 'Throughline',
  timeZone: 'Europe/London',
  language: 'en',
  currency: 'GBP',
  country: defaultCountry,
  frequencyCaps: [
    { id: 'all-day', messages: 3, hours: 24 },
    { id: 'sms-week', channel: 'sms', messages: 2, hours: 168 },
  ],
  quietHours: { enabled: true, from: '22:00', until: '07:00', channels: ['sms', 'push'] },
  holdoutShare: 0.05,
  topics: [
    {
      id: 'offers',
      name: 'Offers and news',
      names: { en: 'Offers and news', 'zh-Hans': '优惠与新品', 'zh-Hant': '優惠與新品' },
    },
    {
      id: 'service',
      name: 'Orders and service',
      names: { en: 'Orders and service', 'zh-Hans': '订单与服务', 'zh-Hant': '訂單與服務' },
    },
  ],
  optInChannels: ['sms'],
  enabledChannels: ['email', 'sms', 'push'],
  attributionDays: 5,
  orderEvent: 'Order Completed',
  linkHosts: [],
};
