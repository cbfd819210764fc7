-- Whose an identity is follows from rules over all of a person's identities, no longer from one userId.
alter table identity drop column owner;

-- It came with too many people: profile is its own and nobody's.
alter table identity add column shared boolean not null default false;

-- Other people with whom it came although it is not theirs; as many as the rule of its kind allows, and one more.
alter table identity add column others uuid[] not null default '{}';

drop index identity_profile;
create index identity_profile on identity (workspace, profile, kind);

-- How many became part of one person lately.
create index identity_merge_winner on identity_merge (workspace, winner, created_at);

alter table identity_merge
  -- A merge that was undone may be made again, under another number.
  add column round integer not null default 1,
  -- The identities that came along, as an array of {kind, value}: those that an undo gives back.
  add column identities jsonb not null default '[]',
  -- Who said so, where it was a person and not a rule.
  add column merged_by text,
  add column undone_at timestamptz,
  add column undone_by text;

-- People of whom somebody said that they are not the same, in both directions.
create table identity_apart (
  workspace integer not null,
  profile uuid not null,
  other uuid not null,
  said_at timestamptz not null default now(),
  said_by text not null,
  primary key (workspace, profile, other)
);

-- An identity that left somebody otherwise than by a merge; the row stays until both lanes are safely told.
create table identity_move (
  position bigint generated always as identity primary key,
  workspace integer not null,
  kind text not null,
  value text not null,
  from_profile uuid not null,
  to_profile uuid not null
);

-- Who came with an identity of somebody else, and why the two were not joined.
create table identity_conflict (
  workspace integer not null,
  kind text not null,
  value text not null,
  holder uuid not null,
  other uuid not null,
  reason text not null,
  detail text not null,
  -- open: a person decides; rule: the kind's rule has decided; apart, merged, moved: a person has decided.
  state text not null,
  times integer not null,
  message_id text not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  primary key (workspace, kind, value, holder, other)
);

create index identity_conflict_listed on identity_conflict (workspace, state, last_at desc);
create index identity_conflict_other on identity_conflict (workspace, other);
create index identity_conflict_holder on identity_conflict (workspace, holder);
