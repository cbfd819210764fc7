-- A merge that is being undone: from the decision until both people are counted apart and their facts told apart.
create table identity_undo (
  workspace integer not null,
  loser uuid not null,
  round integer not null,
  winner uuid not null,
  -- An array of {kind, value}: those that are the loser's again.
  identities jsonb not null,
  -- What the two documents at the merge said that a recount compares with, as JSON.
  documents text not null,
  appended boolean not null default false,
  done boolean not null default false,
  decided_at timestamptz not null default now(),
  primary key (workspace, loser, round)
);

create index identity_undo_open on identity_undo (decided_at) where not done;
