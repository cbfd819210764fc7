import type { Channel } from '#contracts/channel.ts';
import type { ConsentRule } from '#contracts/topic.ts';

/** The three ways in which people choose, as one word. */
export const bases = ['opt_out', 'opt_in', 'double_opt_in'] as const;
export type Basis = (typeof bases)[number];

/** Only an address that was typed in can be somebody else's. */
export function basesOn(channel: Channel): readonly Basis[] {
  return channel === 'email' || channel === 'sms' ? bases : ['opt_out', 'opt_in'];
}

/** Channels that carry marketing to people. */
export const consentChannels = ['email', 'sms', 'push'] as const satisfies readonly Channel[];

export function basisOfRule({ basis, doubleOptIn }: ConsentRule): Basis | undefined {
  if (doubleOptIn) return 'double_opt_in';
  return basis;
}

export function ruleOfBasis(basis: Basis | undefined): ConsentRule {
  if (basis === undefined) return {};
  return basis === 'double_opt_in' ? { basis: 'opt_in', doubleOptIn: true } : { basis, doubleOptIn: false };
}
