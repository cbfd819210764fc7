-- Lists of people that the team uploads. Who is on one stands in each person's document.
create table people_list (
  workspace integer not null,
  id text not null,
  name text not null,
  description text not null default '',
  created_by text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace, id)
);
