import type { Sql } from '#components/postgres/database.ts';
import type { ChannelAccountStore, StoredAccount } from './store.ts';

const notificationChannel = 'throughline_channel_account';

export function openPostgresChannelAccounts(sql: Sql): ChannelAccountStore {
  return {
    async all() {
      return await sql<StoredAccount[]>`
        select workspace, channel, provider, settings, secrets, version,
          (extract(epoch from updated_at) * 1000)::int8 as "updatedAt", stopped_reason as "stoppedReason"
        from channel_account`;
    },

    async save({ workspace, channel, provider, settings, secrets }) {
      await sql.begin(async (transaction) => {
        await transaction`
          insert into channel_account (workspace, channel, provider, settings, secrets, version)
          values (${workspace}, ${channel}, ${provider}, ${settings}, ${secrets}, 1)
          on conflict (workspace, channel) do update
          set provider = excluded.provider, settings = excluded.settings, secrets = excluded.secrets,
              version = channel_account.version + 1, updated_at = now(), stopped_reason = null`;
        await transaction`select pg_notify(${notificationChannel}, '')`;
      });
    },

    async markStopped(workspace, channel, reason) {
      await sql`
        update channel_account set stopped_reason = ${reason}
        where workspace = ${workspace} and channel = ${channel} and stopped_reason is distinct from ${reason}`;
    },

    async watch(listener) {
      const subscription = await sql.listen(notificationChannel, listener, listener);
      return () => subscription.unlisten();
    },
  };
}
