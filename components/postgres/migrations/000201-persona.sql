-- Kinds of customers as they were told apart last. One that is no longer found keeps its row: its id is never given again.
create table persona (
  workspace integer not null,
  id text not null,
  number integer not null,
  -- Chosen by the team; null: it is called by what sets it apart.
  name text,
  -- Not standardised: the next computation has a scale of its own.
  centre jsonb not null,
  people integer not null,
  differences jsonb not null,
  habits jsonb not null,
  is_current boolean not null default true,
  computed_at timestamptz not null default now(),
  primary key (workspace, id)
);

-- The newest computation; one that was cut off begins anew.
create table persona_run (
  workspace integer primary key,
  state text not null check (state in ('running', 'done', 'failed', 'too_few')),
  stage text not null default 'reading' check (stage in ('reading', 'clustering', 'assigning')),
  done integer not null default 0,
  total integer not null default 0,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  -- Of the last that came to its end.
  computed_at timestamptz,
  customers integer not null default 0,
  silhouette double precision,
  means jsonb not null default '{}'
);
