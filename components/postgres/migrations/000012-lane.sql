create table lane_position (
  lane smallint primary key,
  epoch bigint not null default 0,
  commit_number bigint not null default 0,
  live_offset bigint not null default 0,
  bulk_offset bigint not null default 0,
  releases text not null default '{}',
  fact_epoch bigint not null default 0,
  projected bigint not null default 0
);

-- One document per person. It is rewritten with every event, so pages keep room for a new version on the same page
-- (heap-only updates), which next_due, the only other indexed column, allows while it does not change. A document of up
-- to a page stays in the row: out of line it would cost a second table's writes each time.
create table profile_state (
  lane smallint not null,
  workspace integer not null,
  profile uuid not null,
  document text storage external not null,
  next_due bigint,
  primary key (lane, workspace, profile)
) with (fillfactor = 60, toast_tuple_target = 8160, autovacuum_vacuum_scale_factor = 0.05);

create index profile_state_due on profile_state (lane, next_due) where next_due is not null;

create table outbox (
  lane smallint not null,
  id uuid not null,
  workspace integer not null,
  profile uuid not null,
  kind text not null check (kind in ('deliver', 'send_stimulus')),
  rank smallint not null,
  status text not null default 'pending' check (status in ('pending', 'claimed', 'dead')),
  not_before bigint not null,
  claimed_until bigint,
  attempt integer not null default 0,
  body text not null,
  error text,
  created_at bigint not null,
  primary key (lane, id)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);

create index outbox_ready on outbox (kind, rank, not_before) where status = 'pending';
create index outbox_claimed on outbox (claimed_until) where status = 'claimed';

-- What a commit recorded, on its way to ClickHouse, with all that a replay of the commit needs.
create table fact_frame (
  lane smallint not null,
  commit_number bigint not null,
  table_name text not null,
  row_count integer not null,
  body text storage external not null,
  primary key (lane, commit_number, table_name)
);

create table lane_commit (
  lane smallint not null,
  commit_number bigint not null,
  live_offset bigint not null,
  bulk_offset bigint not null,
  releases text not null,
  now bigint not null,
  seed bigint not null,
  primary key (lane, commit_number)
);

create table dead_letter (
  lane smallint not null,
  workspace integer not null,
  profile uuid not null,
  id text not null,
  error text not null,
  body text not null,
  created_at timestamptz not null default now(),
  primary key (lane, workspace, profile, id)
);
