import type { ChannelAdapter, SendResult } from '#channels/port.ts';
import type { Instant } from '#contracts/identifiers.ts';
import type { Claimed, Verdict } from './claimed.ts';
import { later } from './prepare.ts';
import { receiptOf } from './receipt.ts';

export interface Answered {
  readonly provider: ChannelAdapter['provider'];
  readonly now: Instant;
  /** When to try again if the provider named no time. */
  readonly backoff: () => number;
}

/** Turns what the provider said into a receipt and the end, or the next try, of the row. */
export function verdictOf(claimed: Claimed, result: SendResult, { provider, now, backoff }: Answered): Verdict {
  const { item, effect } = claimed;
  const done = { item, outcome: { type: 'done' } } as const;
  switch (result.type) {
    case 'accepted':
      return { ...done, receipt: receiptOf(claimed, 'handed_over', now, { provider }), label: 'handed_over' };
    case 'drop':
      return failed(claimed, result.reason, provider, now);
    case 'suppress':
      return {
        ...done,
        receipt: receiptOf(claimed, 'bounced', now, { provider, reason: result.reason, permanent: true }),
        label: 'bounced',
      };
    case 'retry':
    case 'stop': {
      const named = result.type === 'retry' ? result.afterMilliseconds : undefined;
      const at = now + (named ?? backoff());
      return at <= effect.notAfter ? later(claimed, at, result.reason) : failed(claimed, result.reason, provider, now);
    }
  }
}

function failed(claimed: Claimed, reason: string, provider: Answered['provider'], now: Instant): Verdict {
  return {
    item: claimed.item,
    outcome: { type: 'done' },
    receipt: receiptOf(claimed, 'failed', now, { provider, reason }),
    label: 'failed',
  };
}
