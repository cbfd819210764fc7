-- How a workspace sends on a channel. Secrets (passwords, keys) are encrypted with a key that is not in the database.
create table channel_account (
  workspace integer not null,
  channel text not null,
  provider text not null,
  settings text not null,
  secrets bytea,
  version bigint not null,
  updated_at timestamptz not null default now(),
  stopped_reason text,
  primary key (workspace, channel)
);
