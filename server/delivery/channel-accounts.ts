import type { ChannelAccounts as Accounts } from '#channels/accounts.ts';
import { RequestError } from '#contracts/errors.ts';
import type { ChannelAccounts } from '../delivery-parts.ts';
import { fieldErrors } from '../field-error.ts';

/** Channel accounts as the management API shows them. */
export function createChannelAccounts(accounts: Accounts): ChannelAccounts {
  return {
    list: (workspace) => accounts.describe(workspace),

    async save(workspace, channel, request) {
      const result = await accounts.save(workspace, channel, request);
      if (!result.ok) throw fieldErrors(result.problems);
      const saved = (await accounts.describe(workspace)).find((account) => account.channel === channel);
      if (!saved) throw new RequestError('not_found');
      return saved;
    },

    async test(workspace, channel, to) {
      const result = await accounts.testSend(workspace, channel, to);
      if (result.type === 'accepted') return { ok: true, reason: null, detail: result.providerId ?? null };
      return { ok: false, reason: result.reason, detail: result.detail ?? null };
    },
  };
}
