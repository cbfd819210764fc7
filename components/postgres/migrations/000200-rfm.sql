-- Where the fifths of the customers began each time they were looked at. The release carries the newest; the others tell
-- what scores of that time meant.
create table rfm_boundaries (
  workspace integer not null,
  version integer not null,
  boundaries jsonb not null,
  computed_at timestamptz not null default now(),
  primary key (workspace, version)
);
