-- What was asked for about one person's data: her export, or her erasure. What an erasure leaves here names nobody.
create table privacy_request (
  workspace integer not null,
  id uuid not null,
  kind text not null check (kind in ('export', 'erasure')),
  cause text not null check (cause in ('person', 'batch', 'retention', 'restored_backup')),
  batch uuid,
  -- Identities by which she was named, as a JSON array, until she is found.
  named text,
  -- The person of that time, and every profile that was ever merged into her.
  profile uuid,
  profiles uuid[] not null default '{}',
  options text not null default '{}',
  status text not null default 'waiting' check (status in (
    'waiting', 'running', 'done', 'not_found', 'ambiguous', 'failed')),
  -- Of an erasure: what is to be done next. Each step bears a repeat.
  step text not null default 'find',
  -- Counts, and what has to pass before an erasure is closed, as JSON.
  progress text not null default '{}',
  error text,
  requested_by text not null,
  requested_at bigint not null,
  finished_at bigint,
  closed_at bigint,
  primary key (workspace, id)
);

create index privacy_request_newest on privacy_request (workspace, requested_at desc, id);
create index privacy_request_open on privacy_request (kind, requested_at, id) where status in ('waiting', 'running');
create index privacy_request_batch on privacy_request (workspace, batch, id) where batch is not null;
create index privacy_request_unclosed on privacy_request (finished_at)
  where kind = 'erasure' and status = 'done' and closed_at is null;
create index privacy_request_person on privacy_request using gin (profiles);

-- A list of people that was uploaded to be erased or exported.
create table privacy_batch (
  workspace integer not null,
  id uuid not null,
  kind text not null check (kind in ('export', 'erasure')),
  options text not null default '{}',
  total integer not null,
  requested_by text not null,
  requested_at bigint not null,
  primary key (workspace, id)
);

-- Identities of people who were erased, under a key that is not in the database: what is older than the erasure and comes
-- in again by one of them is not taken.
create table erased_identity (
  workspace integer not null,
  hash bytea not null check (length(hash) = 32),
  erased_at bigint not null,
  primary key (workspace, hash)
);

-- Who did what about people's data. It names profiles by id only.
create table privacy_audit (
  workspace integer not null,
  position bigint generated always as identity,
  at bigint not null,
  actor text not null,
  action text not null,
  request uuid,
  profile uuid,
  detail text not null default '',
  primary key (workspace, position)
);

-- How long kinds of data are kept, as JSON, and what the daily rounds have removed.
create table retention (
  workspace integer primary key,
  rules text not null,
  revision integer not null default 1,
  updated_by text not null,
  updated_at bigint not null
);

create table retention_run (
  workspace integer not null,
  id uuid not null,
  started_at bigint not null,
  finished_at bigint,
  removed text not null default '{}',
  primary key (workspace, id)
);

create index retention_run_newest on retention_run (workspace, started_at desc);

-- The beginning of a token holds whom its link belongs to; see channels/links/token.ts.
create index short_link_person on short_link (left(token, 30));
