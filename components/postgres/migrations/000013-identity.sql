create table identity (
  workspace integer not null,
  kind text not null,
  value text not null,
  profile uuid not null,
  -- userId of the person, where there is one: what tells an anonymous profile from a known one.
  owner text,
  created_at timestamptz not null default now(),
  primary key (workspace, kind, value)
);

create index identity_profile on identity (workspace, profile);

-- A merge is decided here and carried out in the lanes; the row stays until its stimulus is safely in the log.
create table identity_merge (
  workspace integer not null,
  loser uuid not null,
  winner uuid not null,
  appended boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (workspace, loser)
);

create index identity_merge_open on identity_merge (created_at) where not appended;
