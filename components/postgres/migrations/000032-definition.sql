-- What marketers edit. Published versions live on in releases; here stands the newest one beside the draft.
create table definition (
  workspace integer not null,
  kind text not null check (kind in ('segment', 'journey', 'message')),
  id text not null,
  name text not null,
  status text not null default 'draft' check (status in ('draft', 'published', 'paused')),
  -- Rises with every change; whoever saves names the one he started from.
  revision integer not null default 1,
  -- Of a journey: the version that was published last, 0 before.
  version integer not null default 0,
  draft text not null,
  published text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  published_at timestamptz,
  primary key (workspace, kind, id)
);

create index definition_updated on definition (workspace, kind, updated_at desc, id);
