-- What a person fixed about events and traits. Few rows, read as a whole into the memory of every process.
create table schema_rule (
  workspace integer not null,
  kind text not null check (kind in ('event', 'trait')),
  -- The event's name, or the trait's path.
  name text not null,
  body text not null,
  revision integer not null,
  updated_at timestamptz not null default now(),
  primary key (workspace, kind, name)
);

create table schema_state (
  workspace integer primary key,
  settings text,
  -- Rises with every change of settings and rules: processes look at it to know when to read them again.
  changes bigint not null default 0
);

-- What was learned from facts. An empty name stands for the calls that bring traits.
create table schema_event (
  workspace integer not null,
  name text not null,
  events bigint not null,
  imported bigint not null,
  -- How many of them were looked into.
  observed bigint not null,
  first_at bigint not null,
  last_at bigint not null,
  primary key (workspace, name)
);

-- By event time, in the time zone that the workspace had when they were counted.
create table schema_event_day (
  workspace integer not null,
  name text not null,
  day date not null,
  events bigint not null,
  primary key (workspace, name, day)
);

create table schema_field (
  workspace integer not null,
  kind text not null check (kind in ('event', 'trait')),
  name text not null,
  path text not null,
  -- JSON; texts in it may hold what jsonb refuses.
  observation text not null,
  primary key (workspace, kind, name, path)
);

-- The last commit of each partition whose facts were learned from; moves in the transaction that writes what was learned.
create table schema_cursor (
  workspace integer not null,
  lane smallint not null,
  commit_number bigint not null,
  primary key (workspace, lane)
);
