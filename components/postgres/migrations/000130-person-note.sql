-- What the team writes down about a person. A note stays with the profile that it was written under: whose profile that has
-- become, the document tells.
create table person_note (
  workspace integer not null,
  profile uuid not null,
  id uuid not null,
  text text not null,
  author_name text not null,
  -- Null for an API key.
  author_email text,
  at timestamptz not null default now(),
  edited_at timestamptz,
  primary key (workspace, profile, id)
);
