-- Events that did not fit the schema, with the first reason, until they are replayed or discarded.
create table kept_event (
  workspace integer not null,
  id uuid not null,
  message_id text not null,
  kind text not null check (kind in ('event', 'trait')),
  name text not null,
  reason text not null,
  path text not null,
  problems text not null,
  -- The event as the way into the log would have taken it, as JSON.
  body text not null,
  bytes integer not null,
  received_at bigint not null,
  state text not null default 'kept' check (state in ('kept', 'waiting', 'replayed', 'discarded')),
  action uuid,
  primary key (workspace, id),
  unique (workspace, message_id)
);

create index kept_event_group on kept_event (workspace, state, kind, name, reason, path, received_at desc);
create index kept_event_age on kept_event (workspace, received_at);
create index kept_event_action on kept_event (action, id) where state = 'waiting';

create table kept_action (
  workspace integer not null,
  id uuid not null,
  action text not null check (action in ('replay', 'discard')),
  kind text not null,
  name text not null,
  reason text not null,
  path text not null,
  steps text not null default '[]',
  as_history boolean not null default false,
  total integer not null,
  replayed integer not null default 0,
  returned integer not null default 0,
  state text not null check (state in ('running', 'done', 'undone')),
  created_at timestamptz not null default now(),
  primary key (workspace, id)
);

-- How much of what came did not fit, whether it was taken nevertheless, kept aside or refused.
create table schema_misfit (
  workspace integer not null,
  kind text not null check (kind in ('event', 'trait')),
  name text not null,
  reason text not null,
  path text not null,
  outcome text not null check (outcome in ('taken', 'kept_aside', 'refused')),
  day date not null,
  events bigint not null,
  last_at bigint not null,
  primary key (workspace, kind, name, reason, path, outcome, day)
);
