alter table definition drop constraint definition_status_check;
alter table definition add constraint definition_status_check
  check (status in ('draft', 'published', 'paused', 'stopping', 'archived'));
-- Since when people enter it: what its calendar named before that starts nothing.
alter table definition add column active_since timestamptz;
update definition set active_since = coalesce(published_at, updated_at) where status = 'published';
-- Who saved the draft last, by e-mail or name of an API key: where the workspace wants it, somebody else publishes it.
alter table definition add column saved_by text;

-- Every version that was ever published, as it was.
create table journey_version (
  workspace integer not null,
  journey text not null,
  version integer not null,
  definition text not null,
  published_at timestamptz not null default now(),
  published_by text,
  primary key (workspace, journey, version)
);
insert into journey_version (workspace, journey, version, definition, published_at)
  select workspace, id, version, published, coalesce(published_at, updated_at) from definition
  where kind = 'journey' and published is not null;

-- People whom the calendar or a new version concerns all at once, gone through page by page.
create table journey_enrolment (
  workspace integer not null,
  journey text not null,
  -- 'schedule' with the local time as occasion, 'look' with what there is to look at.
  kind text not null check (kind in ('schedule', 'look')),
  occasion text not null,
  -- JSON of who is concerned; see server/journeys/enrolment.ts.
  audience text not null,
  -- The last person who was told.
  position uuid,
  people bigint not null default 0,
  status text not null default 'running' check (status in ('running', 'done')),
  created_at timestamptz not null default now(),
  primary key (workspace, journey, kind, occasion)
);
create index journey_enrolment_running on journey_enrolment (created_at) where status = 'running';
