import { z } from 'zod';

/** The ways to reach a person. A message has at most one variant per channel. */
export const channels = ['email', 'sms', 'push', 'webhook'] as const;
export const channelSchema = z.enum(channels);
export type Channel = z.infer<typeof channelSchema>;

/**
 * What a channel needs to know of a person. `profile` stands for the profile id itself: a webhook can always be called.
 */
export const channelAddress = {
  email: 'email',
  sms: 'phone',
  push: 'deviceToken',
  webhook: 'profile',
} as const satisfies Record<Channel, string>;
export type AddressKind = (typeof channelAddress)[Channel];
