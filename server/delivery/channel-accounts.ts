import type { ChannelAccounts as Accounts } from '#channels/accounts.ts';
import type { SendResult } from '#channels/port.ts';
import { RequestError } from '#contracts/errors.ts';
import type { ChannelAccounts } from '../delivery-parts.ts';

/** Channel accounts as the management API shows them. */
export function createChannelAccounts(accounts: Accounts): ChannelAccounts {
  return {
    list: (workspace) => accounts.describe(workspace),

    async save(workspace, channel, request) {
      const result = await accounts.save(workspace, channel, request);
      if (!result.ok) {
        const [first] = result.problems;
        throw new RequestError('invalid_request', {
          ...(first && { message: `${first.field}: ${first.message}` }),
          details: result.problems,
        });
      }
      const saved = (await accounts.describe(workspace)).find((account) => account.channel === channel);
      if (!saved) throw new RequestError('not_found');
      return saved;
    },

    async test(workspace, channel, to) {
      const result = await accounts.testSend(workspace, channel, to);
      return { ok: result.type === 'accepted', message: describe(result) };
    },
  };
}

/** The provider's own words help whoever sets the account up, so they are shown here and nowhere else. */
function describe(result: SendResult): string {
  if (result.type === 'accepted') return result.providerId ?? 'accepted';
  return result.detail === undefined ? result.reason : `${result.reason}: ${result.detail}`;
}
