-- How experiments have shared people out, one row for each allocation that a release brought. The releases hold the same; here it is
-- found without reading all of them.
create table experiment_allocation (
  workspace integer not null,
  journey text not null,
  node text not null,
  since_release integer not null,
  document jsonb not null,
  primary key (workspace, journey, node, since_release)
);
