-- One uploaded file. Format, mapping, outcome of a dry run and progress are JSON text of their contracts. `settled` is how
-- many of the file's events are in the log: where a run goes on after a crash.
create table import (
  workspace integer not null,
  id uuid not null,
  name text not null,
  -- Set when a source fetched the file.
  source uuid,
  status text not null check (status in (
    'uploading', 'ready', 'checking', 'importing', 'paused', 'cancelled', 'done', 'failed')),
  bytes bigint not null,
  received bigint not null default 0,
  hash text,
  lines bigint,
  format text,
  mapping text,
  journeys boolean not null default false,
  checked text,
  settled bigint not null default 0,
  progress text,
  error text,
  has_content boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (workspace, id)
);

create index import_newest on import (workspace, created_at desc);
create index import_under_way on import (updated_at) where status in ('checking', 'importing');
create index import_source on import (workspace, source, created_at desc) where source is not null;
