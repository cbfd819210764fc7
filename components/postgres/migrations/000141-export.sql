-- A list as a file. The row stays as the record of who took out what; the file lies in the data directory for some days.
create table export (
  workspace integer not null,
  id uuid not null,
  -- JSON text of the request.
  request text not null,
  columns text[] not null,
  status text not null check (status in ('waiting', 'running', 'done', 'failed', 'expired')),
  written bigint not null default 0,
  total bigint,
  bytes bigint,
  owner text not null,
  created_by text not null,
  -- What its rows may show.
  role text not null check (role in ('viewer', 'admin')),
  error text,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  expires_at timestamptz,
  primary key (workspace, id)
);

create index export_newest on export (workspace, created_at desc);
create index export_under_way on export (created_at) where status in ('waiting', 'running');

create table export_download (
  workspace integer not null,
  export uuid not null,
  at timestamptz not null default now(),
  downloaded_by text not null
);

create index export_download_of on export_download (workspace, export);
