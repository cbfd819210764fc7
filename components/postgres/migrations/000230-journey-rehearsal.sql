-- What a draft of a journey would have done in a period that is past: asked for, under way, or answered.
create table journey_rehearsal (
  workspace integer not null,
  id uuid not null,
  journey text not null,
  -- JSON text of the definition that is tried, as it was when it was asked for.
  draft text not null,
  from_at timestamptz not null,
  until_at timestamptz not null,
  people_at_most integer not null,
  status text not null check (status in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  people_done integer not null default 0,
  people_total integer,
  -- Thousandths of all people who were looked at.
  per_mille integer,
  -- JSON text.
  counts text,
  error text,
  created_by text not null,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (workspace, id)
);

create index journey_rehearsal_newest on journey_rehearsal (workspace, journey, created_at desc);
create index journey_rehearsal_under_way on journey_rehearsal (created_at) where status in ('waiting', 'running');
