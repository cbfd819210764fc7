create table workspace (
  id integer primary key,
  created_at timestamptz not null default now()
);

insert into workspace (id) values (1);

-- Everything published at one moment, immutable. Workers move to a release at its control stimulus in the log.
create table release (
  workspace integer not null,
  number integer not null,
  document text not null,
  created_at timestamptz not null default now(),
  primary key (workspace, number)
);
