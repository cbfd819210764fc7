-- For each release: the history of the people known before it, on its way into their documents.
create table backfill (
  workspace integer not null,
  release integer not null,
  state text not null default 'running' check (state in ('running', 'done', 'failed')),
  -- Last commit before the release, by partition, once every partition has passed it: {"0": 57, "128": 60}.
  cut text,
  -- The last profile whose seed is in the log, in ClickHouse's order of ids.
  reached uuid,
  done integer not null default 0,
  total integer not null default 0,
  attempt integer not null default 0,
  not_before bigint not null default 0,
  error text,
  owner uuid,
  leased_until bigint not null default 0,
  primary key (workspace, release)
);

create index backfill_open on backfill (workspace, release) where state <> 'done';
