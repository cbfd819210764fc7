-- Where data comes from by itself. Settings are JSON text of their contract; secrets are sealed with a key that is not here.
create table source (
  workspace integer not null,
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('webhook', 'https', 's3')),
  active boolean not null default true,
  settings text not null,
  secrets bytea,
  -- When it is fetched next; null for what is sent to us.
  next_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace, id)
);

create index source_due on source (next_at) where active and next_at is not null;

-- What of a source was fetched, by its name there and its version.
create table source_file (
  workspace integer not null,
  source uuid not null,
  name text not null,
  version text not null,
  fetched_at timestamptz not null default now(),
  primary key (workspace, source, name)
);

create table source_run (
  workspace integer not null,
  source uuid not null,
  id uuid not null,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  files integer not null default 0,
  error text,
  primary key (workspace, source, id)
);

-- The last payloads that came, with what became of them; those that became nothing are kept to be tried again.
create table source_payload (
  workspace integer not null,
  source uuid not null,
  id uuid not null,
  received_at timestamptz not null default now(),
  outcome text not null check (outcome in ('accepted', 'refused', 'ignored')),
  detail text,
  events integer not null default 0,
  headers text not null,
  body text not null,
  primary key (workspace, source, id)
);
